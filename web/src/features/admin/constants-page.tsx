import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { log } from "../../data/command-log";
import { type Constants, readConstants, useConstants, valueText } from "../../data/constants";
import { keys } from "../../data/query-keys";
import { fold } from "../../format/fold";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { EmptyState, Loaded } from "../../ui/states";
import { Table } from "../../ui/table";
import { SearchField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import { AdminFrame } from "./admin-frame";
import { ConstantPanel } from "./constant-panel";
import { useConstantUses } from "./constants";
import styles from "./constants.module.css";
import { placesText } from "./field-uses";
import { SettingsHistory } from "./settings-history";
import { neighbours, useOpen } from "./use-open";

// ConstantsPage is the constants of the platform, which formulas and filters use by
// name: each has a value from a day on.
export default function ConstantsPage() {
	const { t, lang } = useLang();
	const { open, show, saved, create, close } = useOpen();
	const [q, setQ] = useParam("q");
	const queries = useQueryClient();
	const constants = useConstants();
	const uses = useConstantUses();
	const read = async () => {
		await queries.invalidateQueries({ queryKey: keys.constants });
		await queries.invalidateQueries({ queryKey: keys.projects });
	};
	// turn keeps a version again, over the one that holds now.
	const turn = async (to: number) => {
		const now = await readConstants();
		const done = await api.post("/constants/revert", { to }, { version: now.version }).then(
			() => true,
			() => false,
		);
		await read();
		return done;
	};
	const changed = async (from: number, now: Constants | null, key: string) => {
		log.add({ what: t("constant.title"), undo: () => turn(from), redo: () => turn(now?.version ?? from + 1) });
		await read();
		if (now) saved(key);
		else close();
	};
	const add = (
		<Button kind="primary" icon="plus" onPress={create}>
			{t("constant.new")}
		</Button>
	);
	const stored = constants.data;
	const current = stored?.items.find((c) => c.key === open);
	const shown = (stored?.items ?? []).filter((c) => fold(`${c.label.fr} ${c.label.en} ${c.key}`).includes(fold(q)));
	return (
		<AdminFrame
			title={t("constant.title")}
			lead={t("constant.lead")}
			actions={stored && stored.items.length > 0 && add}
			tools={<SearchField label={t("constant.find")} value={q} onChange={(v) => setQ(v, { replace: true })} />}
			panel={
				stored &&
				(open === "new" || current) && (
					<ConstantPanel
						// The form follows what was saved by itself: what is typed, or asked, meanwhile stays.
						key={open}
						constant={current ?? null}
						stored={stored}
						use={uses.data?.get(open)}
						onChanged={changed}
						onClose={close}
						{...neighbours(
							shown.map((c) => c.key),
							open,
							show,
						)}
					/>
				)
			}
		>
			<Loaded query={constants}>
				{(all) =>
					all.items.length === 0 ? (
						<EmptyState icon="field" title={t("constant.empty")} action={add}>
							{t("constant.emptyText")}
						</EmptyState>
					) : (
						<div className={styles.page}>
							<Table
								label={t("constant.title")}
								rows={shown}
								keyOf={(c) => c.key}
								open={open}
								onOpen={(c) => show(c.key)}
								columns={[
									{
										id: "name",
										title: t("attribute.label"),
										cell: (c) => pick(c.label, lang),
										sort: (c) => pick(c.label, lang),
									},
									{ id: "now", title: t("constant.today"), cell: (c) => valueText(c, c.now), number: true },
									{ id: "kind", title: t("constant.kind"), cell: (c) => t(`kind.${c.kind}`), wide: true },
									{
										id: "used",
										title: t("attribute.use.title"),
										cell: (c) => placesText(uses.data?.get(c.key), t) || "—",
										wide: true,
									},
								]}
							/>
							<SettingsHistory
								version={all.version}
								path="/constants/history"
								keep={keys.constants}
								builtIn={t("constant.none")}
								restore={t("constant.restore")}
								onBack={turn}
							/>
						</div>
					)
				}
			</Loaded>
		</AdminFrame>
	);
}
