import { useState } from "react";
import { formatInstant } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { SidePanel } from "../../ui/side-panel";
import { EmptyState, Loaded } from "../../ui/states";
import { ListGrid } from "../../views/grid/list-grid";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { Facts } from "./facts";
import { useRemove, useWhole } from "./objects";
import { neighbours, useOpen } from "./use-open";

type Mapping = {
	id: string;
	object: string;
	name: string;
	automatic: boolean;
	headers: string[] | null;
	created: string;
};

const key = ["import", "mapping", "admin"] as const;

// MappingsPage lists how the columns of past files were understood, which the
// next file with the same headers follows.
export default function MappingsPage() {
	const t = useT();
	const all = useWhole<Mapping>(key, "/mappings");
	const { open, show, close } = useOpen();
	const current = all.data?.find((m) => m.id === open);
	const ids = (all.data ?? []).map((m) => m.id);
	return (
		<AdminFrame
			title={t("mapping.title")}
			lead={t("mapping.lead")}
			panel={current && <Panel key={open} mapping={current} onClose={close} {...neighbours(ids, open, show)} />}
		>
			<Loaded query={all}>
				{(rows) => (
					<div className={styles.fill}>
						<ListGrid
							keep="mappings"
							label={t("mapping.title")}
							rows={rows}
							open={open}
							onOpen={(m) => show(m.id)}
							columns={[
								{
									key: "name",
									label: t("mapping.name"),
									width: 240,
									strong: true,
									pinned: true,
									grow: true,
									text: (m) => m.name || t("mapping.byItself"),
								},
								{
									key: "object",
									label: t("mapping.object"),
									width: 130,
									text: (m) => t(`mapping.of`, { object: m.object }),
								},
								{
									key: "headers",
									label: t("mapping.columns"),
									kind: "number",
									width: 110,
									value: (m) => String(m.headers?.length ?? 0),
								},
								{
									key: "created",
									label: t("mapping.created"),
									width: 170,
									text: (m) => formatInstant(m.created),
									order: (m) => -Date.parse(m.created),
								},
							]}
							empty={
								<EmptyState icon="import" title={t("mapping.empty")}>
									{t("mapping.emptyText")}
								</EmptyState>
							}
						/>
					</div>
				)}
			</Loaded>
		</AdminFrame>
	);
}

type Props = { mapping: Mapping; onClose: () => void; onNext?: () => void; onPrevious?: () => void };

function Panel({ mapping: m, onClose, ...turn }: Props) {
	const t = useT();
	const [asking, setAsking] = useState(false);
	const remove = useRemove(key, "/mappings", onClose);
	const name = m.name || t("mapping.byItself");
	return (
		<SidePanel
			title={name}
			onClose={onClose}
			{...turn}
			footer={
				<Button kind="danger" onPress={() => setAsking(true)}>
					{t("action.delete")}
				</Button>
			}
		>
			<Facts
				facts={[
					[t("mapping.object"), t("mapping.of", { object: m.object })],
					[t("mapping.created"), formatInstant(m.created)],
				]}
			/>
			<h3>{t("mapping.headers")}</h3>
			<ul className={styles.words}>
				{(m.headers ?? []).map((h, i) => (
					<li key={`${h} ${i}`}>{h}</li>
				))}
			</ul>
			<Confirm
				title={t("confirm.delete", { name })}
				isOpen={asking}
				onClose={() => setAsking(false)}
				onConfirm={() => remove.mutate({ id: m.id })}
				action={t("action.delete")}
				isPending={remove.isPending}
			>
				<FormError error={remove.error} />
				<p>{t("mapping.deleteText")}</p>
			</Confirm>
		</SidePanel>
	);
}
