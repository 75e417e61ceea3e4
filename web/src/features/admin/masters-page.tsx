import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import { type Master, masterKey, type ReportKind, takeMaster } from "../../data/reports";
import { formatInstant } from "../../format/day";
import { formatCount } from "../../format/number";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Confirm, Dialog } from "../../ui/dialog";
import { FileDrop } from "../../ui/drop-zone";
import { FormError } from "../../ui/form";
import { Menu } from "../../ui/menu";
import { Segmented } from "../../ui/segmented";
import { SidePanel } from "../../ui/side-panel";
import { EmptyState, Loaded } from "../../ui/states";
import { ListGrid } from "../../views/grid/list-grid";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { Facts } from "./facts";
import { useRemove } from "./objects";
import { neighbours, useOpen } from "./use-open";

const kinds: ReportKind[] = ["summary", "project", "review"];

// MastersPage is the PowerPoint templates that reports can fill: those that the
// organisation brought, and the ones of the house to start from.
export default function MastersPage() {
	const { t, lang } = useLang();
	const all = useQuery({
		queryKey: masterKey,
		queryFn: ({ signal }) => api.get<{ items: Master[] }>("/slide-masters", undefined, signal),
	});
	const { open, show, close } = useOpen();
	const [adding, setAdding] = useState(false);
	const items = all.data?.items ?? [];
	const current = items.find((m) => m.id === open);
	const add = (
		<Button kind="primary" icon="upload" onPress={() => setAdding(true)}>
			{t("master.add")}
		</Button>
	);
	return (
		<AdminFrame
			title={t("master.title")}
			lead={t("master.lead")}
			actions={
				<>
					<Menu
						label={t("master.house")}
						groups={[
							{
								id: "kinds",
								title: t("master.houseNote"),
								entries: kinds.map((kind) => ({
									id: kind,
									name: t(`master.kind.${kind}`),
									icon: "file",
									run: () => takeMaster("house", { kind, lang }),
								})),
							},
						]}
					>
						<Button icon="export">{t("master.house")}</Button>
					</Menu>
					{add}
				</>
			}
			panel={
				current && (
					<Panel
						key={open}
						master={current}
						onClose={close}
						{...neighbours(
							items.map((m) => m.id),
							open,
							show,
						)}
					/>
				)
			}
		>
			<Loaded query={all}>
				{(found) =>
					found.items.length === 0 ? (
						<EmptyState icon="file" title={t("master.empty")} action={add}>
							{t("master.emptyText")}
						</EmptyState>
					) : (
						<div className={styles.fill}>
							<ListGrid
								keep="masters"
								label={t("master.title")}
								rows={found.items}
								open={open}
								onOpen={(m) => show(m.id)}
								columns={[
									{ key: "name", label: t("master.name"), width: 260, strong: true, pinned: true, grow: true },
									{ key: "kind", label: t("master.for"), width: 160, text: (m) => t(`master.kind.${m.kind}`) },
									{
										key: "slides",
										label: t("master.slides"),
										kind: "number",
										width: 110,
										value: (m) => String(m.slides),
									},
									{
										key: "unknown",
										label: t("master.unknownShort"),
										kind: "number",
										width: 150,
										value: (m) => String(m.unknown?.length ?? 0),
									},
									{
										key: "created",
										label: t("master.created"),
										width: 170,
										text: (m) => formatInstant(m.created),
										order: (m) => -Date.parse(m.created),
									},
								]}
							/>
						</div>
					)
				}
			</Loaded>
			{adding && <Adding onClose={() => setAdding(false)} onAdded={(id) => show(id)} />}
		</AdminFrame>
	);
}

function Adding({ onClose, onAdded }: { onClose: () => void; onAdded: (id: string) => void }) {
	const { t } = useLang();
	const [kind, setKind] = useState<ReportKind>("summary");
	const client = useQueryClient();
	const bring = useMutation({
		mutationFn: (file: File) => {
			const form = new FormData();
			form.append("file", file);
			form.append("kind", kind);
			return api.post<Master>("/slide-masters", form);
		},
		onSuccess: async (made) => {
			await client.invalidateQueries({ queryKey: masterKey });
			onClose();
			onAdded(made.id);
		},
	});
	return (
		<Dialog title={t("master.add")} isOpen onClose={onClose}>
			<div className={styles.stack}>
				<p className={styles.quiet}>{t("master.keysHelp", { example: "{{project.name}}" })}</p>
				<Segmented
					label={t("master.for")}
					options={kinds.map((id) => ({ id, name: t(`master.kind.${id}`) }))}
					value={kind}
					onChange={(id) => setKind(id as ReportKind)}
				/>
				<FileDrop
					title={t("master.drop")}
					help={t("master.dropHelp")}
					accept={[".pptx"]}
					isDisabled={bring.isPending}
					onFile={(file) => bring.mutate(file)}
				/>
				{bring.error && <FormError error={bring.error} />}
			</div>
		</Dialog>
	);
}

type Props = { master: Master; onClose: () => void; onNext?: () => void; onPrevious?: () => void };

function Panel({ master: m, onClose, ...turn }: Props) {
	const { t } = useLang();
	const [asking, setAsking] = useState(false);
	const remove = useRemove(masterKey, "/slide-masters", onClose);
	const unknown = new Set(m.unknown ?? []);
	return (
		<SidePanel
			title={m.name}
			onClose={onClose}
			{...turn}
			footer={
				<>
					<Button icon="export" onPress={() => takeMaster(m.id)}>
						{t("master.download")}
					</Button>
					<Button kind="danger" onPress={() => setAsking(true)}>
						{t("action.delete")}
					</Button>
				</>
			}
		>
			<Facts
				facts={[
					[t("master.for"), t(`master.kind.${m.kind}`)],
					[t("master.slides"), formatCount(m.slides)],
					[t("master.created"), formatInstant(m.created)],
					[t("master.by"), m.by?.name ?? ""],
				]}
			/>
			{unknown.size > 0 && (
				<>
					<h3>{t("master.unknown")}</h3>
					<p className={styles.quiet}>{t("master.unknownHelp")}</p>
					<Keys all={[...unknown]} />
				</>
			)}
			<h3>{t("master.keys")}</h3>
			<Keys all={(m.keys ?? []).filter((k) => !unknown.has(k))} />
			<Confirm
				title={t("confirm.delete", { name: m.name })}
				isOpen={asking}
				onClose={() => setAsking(false)}
				action={t("action.delete")}
				isPending={remove.isPending}
				onConfirm={() => remove.mutate(m)}
			>
				<FormError error={remove.error} />
				<p>{t("master.deleteText")}</p>
			</Confirm>
		</SidePanel>
	);
}

function Keys({ all }: { all: string[] }) {
	return (
		<ul className={styles.words}>
			{all.map((k) => (
				<li key={k}>
					<code>{`{{${k}}}`}</code>
				</li>
			))}
		</ul>
	);
}
