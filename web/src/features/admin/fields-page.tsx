import type { Attribute } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import { fold } from "../../format/fold";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { EmptyState, Loaded } from "../../ui/states";
import { Table } from "../../ui/table";
import { Badge } from "../../ui/tag";
import { SearchField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { consolidationName } from "./consolidation";
import { FieldPanel } from "./field-panel";
import { neighbours, useOpen } from "./use-open";

export default function FieldsPage() {
	const { t, lang } = useLang();
	const fields = useAttributes();
	const { open, panel, show, saved, create, close } = useOpen();
	const [q, setQ] = useParam("q");
	const text = (a: Attribute) => fold(`${a.label.fr} ${a.label.en} ${a.key} ${t(`kind.${a.kind}`)}`);
	const shown = (fields.data ?? []).filter((a) => text(a).includes(fold(q)));
	const current = fields.data?.find((a) => a.key === open);
	return (
		<AdminFrame
			title={t("attribute.title")}
			lead={t("attribute.lead")}
			actions={
				<Button kind="primary" icon="plus" onPress={create}>
					{t("attribute.new")}
				</Button>
			}
			tools={<SearchField label={t("attribute.find")} value={q} onChange={(v) => setQ(v, { replace: true })} />}
			panel={
				(open === "new" || current) && (
					<FieldPanel
						key={panel}
						field={current ?? null}
						onClose={close}
						onSaved={(a) => saved(a.key)}
						{...neighbours(
							shown.map((a) => a.key),
							open,
							show,
						)}
					/>
				)
			}
		>
			<Loaded query={fields}>
				{() =>
					shown.length === 0 ? (
						<EmptyState icon="field" title={t("list.noneFound")}>
							{t("list.noneFoundText", { text: q })}
						</EmptyState>
					) : (
						<Table
							label={t("attribute.title")}
							rows={shown}
							keyOf={(a) => a.key}
							onOpen={(a) => show(a.key)}
							open={open}
							columns={[
								{
									id: "label",
									title: t("attribute.label"),
									sort: (a) => pick(a.label, lang),
									cell: (a) => pick(a.label, lang),
								},
								{
									id: "kind",
									title: t("attribute.kind"),
									sort: (a) => t(`kind.${a.kind}`),
									cell: (a) => t(`kind.${a.kind}`),
								},
								{
									id: "key",
									title: t("attribute.key"),
									wide: true,
									sort: (a) => a.key,
									cell: (a) => <span className={styles.code}>{a.key}</span>,
								},
								{
									id: "consolidation",
									title: t("attribute.consolidation"),
									wide: true,
									cell: (a) => <span className={styles.quiet}>{consolidationName(a.consolidation, t)}</span>,
								},
								{
									id: "marks",
									title: t("attribute.marks"),
									cell: (a) => (
										<span className={styles.tags}>
											{a.core && <Badge>{t("attribute.core")}</Badge>}
											{a.required && <Badge tone="accent">{t("attribute.required")}</Badge>}
											{a.per_month && <Badge icon="calendar">{t("attribute.perMonth")}</Badge>}
										</span>
									),
								},
							]}
						/>
					)
				}
			</Loaded>
		</AdminFrame>
	);
}
