import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { Attribute, List, Row } from "../../api/types";
import { log } from "../../data/command-log";
import { useLookup } from "../../data/lookup";
import { edits, type Project, useLinks, useProject } from "../../data/projects";
import { keys } from "../../data/query-keys";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { Dialog } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { Skeleton } from "../../ui/states";
import { tellError } from "../../ui/toast-store";
import { sayDone } from "../editing/undo-said";
import { words } from "../words";
import { type MergeRow, mergeRows, type Side, taken } from "./merge-rows";
import styles from "./revert.module.css";

type Props = {
	// keep stays, other becomes part of it; other is asked for when it is not given
	keep: string;
	other?: string;
	attributes: readonly Attribute[];
	onClose: () => void;
	onMerged: (into: string) => void;
};

// MergeDialog makes two projects that are one into one: it shows side by side
// what they say differently, and one chooses which value stays.
export function MergeDialog({ keep, other, attributes, onClose, onMerged }: Props) {
	const { t } = useLang();
	const [pair, setPair] = useState({ keep, other: other ?? "" });
	const [chosen, setChosen] = useState<Record<string, Side>>({});
	const a = useProject(pair.keep);
	const b = useProject(pair.other);
	const ready = a.data && b.data ? { keep: a.data, other: b.data } : null;
	const found = ready && mergeRows(attributes, ready.keep, ready.other);
	const run = useMerging((into) => {
		onClose();
		onMerged(into);
	});
	const swap = () => {
		setPair({ keep: pair.other, other: pair.keep });
		setChosen({});
	};
	const merge = () => {
		if (!ready || !found) return;
		const take = taken(found.differ, chosen, found.oneMoney);
		run.mutate({ keep: ready.keep, other: ready.other, take });
	};
	return (
		<Dialog
			title={t("project.merge.title")}
			isOpen
			onClose={onClose}
			wide
			actions={
				<>
					{pair.other && (
						<Button kind="quiet" icon="sort" onPress={swap}>
							{t("project.merge.swap")}
						</Button>
					)}
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" isDisabled={!ready} isPending={run.isPending} onPress={merge}>
						{t("project.merge.action")}
					</Button>
				</>
			}
		>
			<div className={styles.form}>
				<FormError error={run.error ?? a.error ?? b.error} />
				{!other && !pair.other && <Choose keep={pair.keep} onChoose={(id) => setPair({ ...pair, other: id })} />}
				{pair.other && !ready && !a.error && !b.error && <Skeleton lines={6} />}
				{ready && found && (
					<>
						<SideBySide
							{...ready}
							rows={found.differ}
							oneMoney={found.oneMoney}
							chosen={chosen}
							onChoose={(key, side) => setChosen({ ...chosen, [key]: side })}
						/>
						<Carried other={ready.other} filled={found.filled} />
					</>
				)}
			</div>
		</Dialog>
	);
}

function Choose({ keep, onChoose }: { keep: string; onChoose: (id: string) => void }) {
	const { t } = useLang();
	const [typed, setTyped] = useState("");
	const { options } = useLookup("project", typed);
	return (
		<ComboBox
			label={t("project.merge.other")}
			help={t("project.merge.otherHelp")}
			options={options.filter((o) => o.id !== keep)}
			value={null}
			onType={setTyped}
			onChange={(id) => id && onChoose(id)}
			autoFocus
		/>
	);
}

type SideProps = {
	keep: Project;
	other: Project;
	rows: MergeRow[];
	oneMoney: boolean;
	chosen: Record<string, Side>;
	onChoose: (key: string, side: Side) => void;
};

function SideBySide({ keep, other, rows, oneMoney, chosen, onChoose }: SideProps) {
	const { t, lang } = useLang();
	const context = useFieldContext(undefined, "auto");
	if (rows.length === 0) return <p className={styles.none}>{t("project.merge.same")}</p>;
	const sideOf = (r: MergeRow): Side =>
		chosen[!oneMoney && r.attribute.kind === "money" ? "currency" : r.attribute.key] ?? "keep";
	return (
		<div className={styles.scroll}>
			<table className={styles.table} data-stacked>
				<thead>
					<tr>
						<th scope="col">{t("project.revert.attribute")}</th>
						<th scope="col">{t("project.merge.stays", { name: String(keep.name ?? "") })}</th>
						<th scope="col">{t("project.merge.goes", { name: String(other.name ?? "") })}</th>
					</tr>
				</thead>
				<tbody>
					{rows.map((r) => {
						const follows = !oneMoney && r.attribute.kind === "money";
						const label = pick(r.attribute.label, lang);
						return (
							<tr key={r.attribute.key}>
								<th scope="row" id={`merge-${r.attribute.key}`}>
									{label}
								</th>
								{(["keep", "other"] as const).map((side) => (
									<td key={side}>
										<label className={styles.choice}>
											<input
												type="radio"
												name={`merge-${r.attribute.key}`}
												aria-labelledby={`merge-${r.attribute.key} merge-${r.attribute.key}-${side}`}
												checked={sideOf(r) === side}
												disabled={follows}
												onChange={() => onChoose(r.attribute.key, side)}
											/>
											<span id={`merge-${r.attribute.key}-${side}`}>
												{shorten(words(r[side], r.attribute, context))}
											</span>
										</label>
									</td>
								))}
							</tr>
						);
					})}
				</tbody>
			</table>
			{!oneMoney && <p className={styles.none}>{t("project.merge.currencies")}</p>}
		</div>
	);
}

const shorten = (s: string) => (s.length > 180 ? `${s.slice(0, 180)}…` : s);

// Carried says what passes to the one that stays.
function Carried({ other, filled }: { other: Project; filled: Attribute[] }) {
	const { t, lang } = useLang();
	const links = useLinks(other.id);
	const said = useQuery({
		queryKey: [...keys.projects, other.id, "carried"],
		queryFn: async () => {
			const total = (what: string) => api.get<List<unknown>>(`/projects/${other.id}/${what}`).then((l) => l.total ?? 0);
			return { comments: await total("comments"), files: await total("files") };
		},
	});
	const list = new Intl.ListFormat(lang, { type: "conjunction" });
	const parts = [
		t("project.merge.history"),
		...(links.data?.length ? [t("project.merge.links", { count: links.data.length })] : []),
		...(other.children?.count ? [t("project.merge.children", { count: other.children.count })] : []),
		...(said.data?.comments ? [t("project.merge.comments", { count: said.data.comments })] : []),
		...(said.data?.files ? [t("project.merge.files", { count: said.data.files })] : []),
		t("project.merge.portfolios"),
	];
	return (
		<div className={styles.carried}>
			<p>{t("project.merge.carried", { name: String(other.name ?? ""), list: list.format(parts) })}</p>
			{filled.length > 0 && (
				<p>{t("project.merge.filled", { list: list.format(filled.map((a) => pick(a.label, lang))) })}</p>
			)}
			<p className={styles.same}>{t("project.merge.undoable")}</p>
		</div>
	);
}

type Merging = { keep: Row; other: Row; take: string[] };

// useMerging merges, and remembers how to undo it. The dialog is left before the
// lists are read again: one of its two projects is no longer there.
function useMerging(onDone: (into: string) => void) {
	const { t } = useLang();
	const queries = useQueryClient();
	const again = () => queries.invalidateQueries({ queryKey: keys.projects });
	return useMutation({
		mutationFn: async ({ keep, other, take }: Merging) => {
			const path = `/projects/${keep.id}`;
			const merge = async () => edits.meet(await api.post<Row>(`${path}/merge`, { from: other.id, take }));
			await merge();
			const what = t("project.merge.done", { other: String(other.name ?? ""), name: String(keep.name ?? "") });
			const turn = (task: () => Promise<unknown>) => async () => {
				try {
					await task();
					await again();
					return true;
				} catch (error) {
					tellError(error);
					return false;
				}
			};
			const undo = turn(async () => edits.meet(await api.post<Row>(`${path}/unmerge`, { from: other.id })));
			log.add({ what, undo, redo: turn(merge) });
			sayDone({ text: what, way: "undo" });
		},
		onSuccess: (_done, { keep, other }) => {
			onDone(keep.id);
			setTimeout(() => {
				queries.removeQueries({ queryKey: [...keys.projects, other.id] });
				void again();
				void queries.invalidateQueries({ queryKey: keys.portfolios });
			});
		},
	});
}
