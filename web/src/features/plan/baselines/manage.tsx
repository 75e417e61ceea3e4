import { useState } from "react";
import { type Baseline, useBaselineActs } from "../../../data/baselines";
import { dayFromISO, formatDay } from "../../../format/day";
import { useLang } from "../../../i18n/use-lang";
import { Button, IconButton } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { Menu } from "../../../ui/menu";
import { Tag } from "../../../ui/tag";
import { TextField } from "../../../ui/text-field";
import { tellError } from "../../../ui/toast-store";
import styles from "./baselines.module.css";

type Props = { project: string; all: readonly Baseline[]; canEdit: boolean; onClose: () => void };

// ManageBaselines are the baselines of a project: which is the reference, how each is
// called, and the end of those that nobody needs. Each act can be taken back.
export function ManageBaselines({ project, all, canEdit, onClose }: Props) {
	const { t } = useLang();
	const acts = useBaselineActs(project);
	const [naming, setNaming] = useState<{ id: string; name: string } | null>(null);
	const act = (run: Promise<unknown>) => void run.catch(tellError);
	const rename = (b: Baseline) => {
		if (naming?.name.trim() && naming.name !== b.name) {
			act(acts.change(b, { name: naming.name }, t("baseline.did.rename", { name: naming.name })));
		}
		setNaming(null);
	};
	const menu = (b: Baseline) => [
		{
			id: "change",
			entries: [
				{
					id: "reference",
					name: b.reference ? t("baseline.noReference") : t("baseline.toReference"),
					icon: "star" as const,
					run: () => act(acts.change(b, { reference: !b.reference }, t("baseline.did.reference", { name: b.name }))),
				},
				{
					id: "rename",
					name: t("baseline.rename"),
					icon: "edit" as const,
					run: () => setNaming({ id: b.id, name: b.name }),
				},
			],
		},
		{
			id: "end",
			entries: [
				{
					id: "remove",
					name: t("baseline.remove"),
					icon: "trash" as const,
					danger: true,
					run: () => act(acts.remove(b, t("baseline.did.remove", { name: b.name }))),
				},
			],
		},
	];
	return (
		<Dialog
			title={t("baseline.allTitle")}
			isOpen
			onClose={onClose}
			actions={<Button onPress={onClose}>{t("action.close")}</Button>}
		>
			{all.length === 0 && <p className={styles.quiet}>{t("baseline.noneLeft")}</p>}
			<ul className={styles.list}>
				{all.map((b) => (
					<li key={b.id}>
						<div className={styles.what}>
							{naming?.id === b.id ? (
								<TextField
									label={t("baseline.name")}
									hideLabel
									autoFocus
									value={naming.name}
									onChange={(name) => setNaming({ id: b.id, name })}
									onBlur={() => rename(b)}
									onKeyDown={(e) => {
										if (e.key === "Enter") rename(b);
										if (e.key === "Escape") {
											e.stopPropagation();
											setNaming(null);
										}
									}}
								/>
							) : (
								<span className={styles.name}>
									{b.name}
									{b.reference && <Tag>{t("baseline.reference")}</Tag>}
								</span>
							)}
							<span className={styles.quiet}>{aboutOf(b, t)}</span>
						</div>
						{canEdit && (
							<Menu label={t("baseline.actsOn", { name: b.name })} groups={menu(b)}>
								<IconButton small icon="more" label={t("baseline.actsOn", { name: b.name })} />
							</Menu>
						)}
					</li>
				))}
			</ul>
		</Dialog>
	);
}

// aboutOf is of when a baseline is, what it holds, and who took it.
function aboutOf(b: Baseline, t: ReturnType<typeof useLang>["t"]): string {
	const parts = [
		formatDay(dayFromISO(b.on)),
		t("baseline.holds", { count: b.items }),
		b.finish ? t("baseline.ends", { day: formatDay(dayFromISO(b.finish.slice(0, 10))) }) : "",
		b.by?.name ?? "",
	];
	return parts.filter(Boolean).join(" · ");
}
