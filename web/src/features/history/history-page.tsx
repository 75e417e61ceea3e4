import { useMemo } from "react";
import { formatInstant } from "../../format/day";
import type { MessageKey } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { PageFrame } from "../../ui/page";
import { Split } from "../../ui/split";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import { SearchField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import { titleOf, whoOf } from "../../views/change-title";
import { ListGrid } from "../../views/grid/list-grid";
import { ChangePanel } from "./change-panel";
import styles from "./history.module.css";
import { type Change, useChanges } from "./queries";

const via: Record<string, MessageKey> = {
	web: "project.via.web",
	api: "project.via.api",
	import: "project.via.import",
	command: "project.via.command",
	undo: "changes.viaUndo",
};

// HistoryPage lists what was done in the portfolio, by whom and when; each line
// opens on what it did and can be taken back.
export default function HistoryPage() {
	const t = useT();
	const [open, setOpen] = useParam("open");
	const [find, setFind] = useParam("q");
	const read = useChanges(useMemo(() => ({ actor: "", from: "", to: "" }), []));
	const changes = useMemo(() => read.data?.pages.flatMap((p) => p.items) ?? [], [read.data]);
	const rows = useMemo(() => changes.map((c) => ({ ...c, id: String(c.number) })), [changes]);
	const at = rows.findIndex((r) => r.id === open);
	const turn = (to: number) => (rows[to] && at >= 0 ? () => setOpen(rows[to]?.id ?? "") : undefined);
	return (
		<Split
			panel={
				open && (
					<ChangePanel
						number={Number(open)}
						onClose={() => setOpen(null)}
						onPrevious={turn(at - 1)}
						onNext={turn(at + 1)}
					/>
				)
			}
		>
			<PageFrame
				title={t("changes.title")}
				lead={t("changes.lead")}
				tools={<SearchField label={t("changes.find")} value={find} onChange={(v) => setFind(v || null)} />}
			>
				{read.error && <ErrorState error={read.error} onRetry={() => void read.refetch()} />}
				{!read.error && !read.data && <Skeleton lines={8} />}
				{read.data && (
					<div className={styles.list}>
						<ListGrid
							keep="changes"
							label={t("changes.title")}
							rows={rows}
							find={find}
							open={open}
							onOpen={(c) => setOpen(c.id)}
							rowClass={(c) => (c.gone_by ? styles.gone : undefined)}
							columns={[
								{
									key: "at",
									label: t("changes.when"),
									text: (c: Change) => formatInstant(c.at),
									order: (c: Change) => c.number,
									width: 160,
								},
								{
									key: "who",
									label: t("changes.who"),
									text: (c: Change) => whoOf(c, t),
									width: 180,
								},
								{ key: "what", label: t("changes.what"), text: (c: Change) => titleOf(c, t), strong: true, grow: true },
								{
									key: "via",
									label: t("changes.how"),
									text: (c: Change) => t(via[c.via] ?? "project.via.system"),
									width: 170,
								},
								{ key: "note", label: t("changes.note"), text: (c: Change) => c.note ?? "", width: 200 },
								{
									key: "state",
									label: t("changes.state"),
									text: (c: Change) => (c.gone_by ? t("changes.taken") : ""),
									width: 120,
								},
							]}
							empty={
								<EmptyState icon="history" title={t("project.history.none")}>
									{t("project.history.noneText")}
								</EmptyState>
							}
						/>
						{read.hasNextPage && (
							<Button onPress={() => void read.fetchNextPage()} isPending={read.isFetchingNextPage}>
								{t("project.history.more")}
							</Button>
						)}
					</div>
				)}
			</PageFrame>
		</Split>
	);
}
