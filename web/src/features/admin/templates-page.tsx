import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import { type ReportKind, type Template, takeTemplate, templateKey } from "../../data/reports";
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

// TemplatesPage is the PowerPoint templates that reports can fill: those that the
// organisation brought, and the ones of the house to start from.
export default function TemplatesPage() {
	const { t, lang } = useLang();
	const all = useQuery({
		queryKey: templateKey,
		queryFn: ({ signal }) => api.get<{ items: Template[] }>("/templates", undefined, signal),
	});
	const { open, show, close } = useOpen();
	const [adding, setAdding] = useState(false);
	const items = all.data?.items ?? [];
	const current = items.find((m) => m.id === open);
	const add = (
		<Button kind="primary" icon="upload" onPress={() => setAdding(true)}>
			{t("template.add")}
		</Button>
	);
	return (
		<AdminFrame
			title={t("template.title")}
			lead={t("template.lead")}
			actions={
				<>
					<Menu
						label={t("template.house")}
						groups={[
							{
								id: "kinds",
								title: t("template.houseNote"),
								entries: kinds.map((kind) => ({
									id: kind,
									name: t(`template.kind.${kind}`),
									icon: "file",
									run: () => takeTemplate("house", { kind, lang }),
								})),
							},
						]}
					>
						<Button icon="export">{t("template.house")}</Button>
					</Menu>
					{add}
				</>
			}
			panel={
				current && (
					<Panel
						key={open}
						template={current}
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
						<EmptyState icon="file" title={t("template.empty")} action={add}>
							{t("template.emptyText")}
						</EmptyState>
					) : (
						<div className={styles.fill}>
							<ListGrid
								keep="templates"
								label={t("template.title")}
								rows={found.items}
								open={open}
								onOpen={(m) => show(m.id)}
								columns={[
									{ key: "name", label: t("template.name"), width: 260, strong: true, pinned: true, grow: true },
									{ key: "kind", label: t("template.for"), width: 160, text: (m) => t(`template.kind.${m.kind}`) },
									{
										key: "slides",
										label: t("template.slides"),
										kind: "number",
										width: 110,
										value: (m) => String(m.slides),
									},
									{
										key: "unknown",
										label: t("template.unknownShort"),
										kind: "number",
										width: 150,
										value: (m) => String(m.unknown?.length ?? 0),
									},
									{
										key: "created",
										label: t("template.created"),
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
			return api.post<Template>("/templates", form);
		},
		onSuccess: async (made) => {
			await client.invalidateQueries({ queryKey: templateKey });
			onClose();
			onAdded(made.id);
		},
	});
	return (
		<Dialog title={t("template.add")} isOpen onClose={onClose}>
			<div className={styles.stack}>
				<p className={styles.quiet}>{t("template.keysHelp", { example: "{{project.name}}" })}</p>
				<Segmented
					label={t("template.for")}
					options={kinds.map((id) => ({ id, name: t(`template.kind.${id}`) }))}
					value={kind}
					onChange={(id) => setKind(id as ReportKind)}
				/>
				<FileDrop
					title={t("template.drop")}
					help={t("template.dropHelp")}
					accept={[".pptx"]}
					isDisabled={bring.isPending}
					onFile={(file) => bring.mutate(file)}
				/>
				{bring.error && <FormError error={bring.error} />}
			</div>
		</Dialog>
	);
}

type Props = { template: Template; onClose: () => void; onNext?: () => void; onPrevious?: () => void };

function Panel({ template: m, onClose, ...turn }: Props) {
	const { t } = useLang();
	const [asking, setAsking] = useState(false);
	const remove = useRemove(templateKey, "/templates", onClose);
	const unknown = new Set(m.unknown ?? []);
	return (
		<SidePanel
			title={m.name}
			onClose={onClose}
			{...turn}
			footer={
				<>
					<Button icon="export" onPress={() => takeTemplate(m.id)}>
						{t("template.download")}
					</Button>
					<Button kind="danger" onPress={() => setAsking(true)}>
						{t("action.delete")}
					</Button>
				</>
			}
		>
			<Facts
				facts={[
					[t("template.for"), t(`template.kind.${m.kind}`)],
					[t("template.slides"), formatCount(m.slides)],
					[t("template.created"), formatInstant(m.created)],
					[t("template.by"), m.by?.name ?? ""],
				]}
			/>
			{unknown.size > 0 && (
				<>
					<h3>{t("template.unknown")}</h3>
					<p className={styles.quiet}>{t("template.unknownHelp")}</p>
					<Keys all={[...unknown]} />
				</>
			)}
			<h3>{t("template.keys")}</h3>
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
				<p>{t("template.deleteText")}</p>
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
