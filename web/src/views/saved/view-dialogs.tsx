import { useState } from "react";
import { PutAside } from "../../api/aside";
import { Outdated } from "../../api/problem";
import { formatInstant } from "../../format/day";
import { type Bilingual, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { FormError, fieldErrors } from "../../ui/form";
import { Loaded } from "../../ui/states";
import { TextField } from "../../ui/text-field";
import type { View } from "../use-view";
import { LetterDialog } from "./letter-dialog";
import { type SavedView, storedOf } from "./model";
import { PeriodDialog } from "./period-dialog";
import { useDeletedViews, useViewHistory, type ViewWrites } from "./queries";
import { ShareDialog } from "./share-dialog";
import type { Saved } from "./use-saved";
import { UsesDialog } from "./uses-dialog";
import styles from "./view-bar.module.css";
import { Kept } from "./view-kept";

// Asked is the dialog of views that is open.
export type Asked =
	| { kind: "saveAs" }
	| { kind: "bin" }
	| { kind: "failed"; error: unknown }
	| { kind: "rename" | "share" | "mail" | "history" | "period" | "uses" | "delete"; view: SavedView };

type Props = {
	asked: Asked;
	saved: Saved;
	view: Pick<View, "state">;
	portfolio: string;
	writes: ViewWrites;
	onClose: () => void;
	// onGone: the view was deleted
	onGone: (view: SavedView) => void;
};

export function ViewDialogs(props: Props) {
	const { asked, saved } = props;
	if (asked.kind === "saveAs") return <SaveAs {...props} />;
	if (asked.kind === "bin") return <Bin {...props} />;
	if (asked.kind === "failed") return <Failed error={asked.error} onClose={props.onClose} />;
	// what is stored now, for the version it carries
	const view = saved.views.find((v) => v.id === asked.view.id) ?? asked.view;
	if (asked.kind === "rename") return <Rename {...props} of={view} />;
	if (asked.kind === "share") return <ShareDialog of={view} writes={props.writes} onClose={props.onClose} />;
	if (asked.kind === "period") {
		return <PeriodDialog of={view} saved={saved} writes={props.writes} onClose={props.onClose} />;
	}
	if (asked.kind === "mail") return <LetterDialog of={view} onClose={props.onClose} />;
	if (asked.kind === "uses") return <UsesDialog of={view} onClose={props.onClose} />;
	if (asked.kind === "delete") {
		const remove = () =>
			props.writes.remove.mutate(view, {
				onSuccess: () => {
					props.onClose();
					props.onGone(view);
					saved.clear("");
				},
			});
		return <UsesDialog of={view} onClose={props.onClose} onDelete={remove} />;
	}
	return <History {...props} of={view} />;
}

function Failed({ error, onClose }: { error: unknown; onClose: () => void }) {
	const { t } = useLang();
	if (error instanceof PutAside) return <Kept error={error} onClose={onClose} />;
	return (
		<Dialog title={t("views.save")} isOpen onClose={onClose}>
			{error instanceof Outdated ? <Banner tone="warn">{t("views.conflict")}</Banner> : <FormError error={error} />}
		</Dialog>
	);
}

type NameProps = { title: string; start: Bilingual; action: string; error: unknown; pending: boolean };

// NameDialog asks for a name, in one language at least.
function NameDialog(props: NameProps & { onName: (label: Bilingual) => void; onClose: () => void }) {
	const { title, start, action, error, pending, onName, onClose } = props;
	const { t, lang } = useLang();
	const other = lang === "fr" ? "en" : "fr";
	const [name, setName] = useState(start[lang]);
	const [also, setAlso] = useState(start[other] === start[lang] ? "" : start[other]);
	const save = () => name.trim() && onName({ [lang]: name, [other]: also.trim() || name } as Bilingual);
	const onKeyDown = (e: { key: string }) => e.key === "Enter" && save();
	const errors = fieldErrors(error);
	return (
		<Dialog
			title={title}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" onPress={save} isDisabled={!name.trim()} isPending={pending}>
						{action}
					</Button>
				</>
			}
		>
			<div className={styles.parts}>
				{!errors.name && <FormError error={error} />}
				<TextField
					label={t("views.name")}
					value={name}
					onChange={setName}
					onKeyDown={onKeyDown}
					error={errors.name}
					maxLength={120}
					autoFocus
				/>
				<TextField label={t("views.nameOther")} value={also} onChange={setAlso} onKeyDown={onKeyDown} maxLength={120} />
			</div>
		</Dialog>
	);
}

// SaveAs keeps what the screen shows as a view of one's own.
function SaveAs({ saved, view, portfolio, writes, onClose }: Props) {
	const { t } = useLang();
	const { create } = writes;
	const save = (label: Bilingual) =>
		create.mutate(
			{ label, portfolio, state: storedOf(view.state, saved.current?.state ?? null, saved.today) },
			{
				onSuccess: (made) => {
					onClose();
					saved.clear(made.id);
				},
			},
		);
	return (
		<NameDialog
			title={t("views.saveTitle")}
			start={{ en: "", fr: "" }}
			action={t("views.save")}
			error={create.error}
			pending={create.isPending}
			onName={save}
			onClose={onClose}
		/>
	);
}

function Rename({ of, writes, onClose }: Props & { of: SavedView }) {
	const { t } = useLang();
	const { change } = writes;
	return (
		<NameDialog
			title={t("views.renameTitle")}
			start={of.label}
			action={t("views.save")}
			error={change.error}
			pending={change.isPending}
			onName={(label) => change.mutate({ view: of, label }, { onSuccess: onClose })}
			onClose={onClose}
		/>
	);
}

// History lists the versions of a view, and goes back to one.
function History({ of, writes, saved, onClose }: Props & { of: SavedView }) {
	const { t, lang } = useLang();
	const history = useViewHistory(of.id);
	const back = (to: number) =>
		writes.revert.mutate(
			{ view: of, to },
			{
				onSuccess: (v) => {
					onClose();
					saved.clear(v.id);
				},
			},
		);
	return (
		<Dialog title={t("views.historyTitle", { name: pick(of.label, lang) })} isOpen onClose={onClose}>
			{of.can_manage && of.opens > 0 && (
				<p className={styles.note}>
					{of.unused ? t("views.unused") : t("views.used", { opens: of.opens, readers: of.readers })}
				</p>
			)}
			{writes.revert.error instanceof PutAside && <FormError error={writes.revert.error} />}
			<Loaded query={history} lines={4}>
				{(list) => (
					<div className={styles.past}>
						{list.map((p) => (
							<div key={p.version} className={styles.line}>
								<div>
									<span>
										{t("views.version", { version: p.version })}
										{p.version === of.version && <span className={styles.kind}>{t("views.now")}</span>}
									</span>
									<span className={styles.note}>
										{p.actor
											? t("views.by", { name: p.actor.name, at: formatInstant(p.at) })
											: t("views.byProgram", { at: formatInstant(p.at) })}
									</span>
									{p.parts.length > 0 && (
										<span className={styles.note}>{p.parts.map((part) => partName(part, t)).join(", ")}</span>
									)}
								</div>
								{p.version !== of.version && of.can_edit && (
									<Button small onPress={() => back(p.version)}>
										{t("views.revert")}
									</Button>
								)}
							</div>
						))}
					</div>
				)}
			</Loaded>
		</Dialog>
	);
}

const partNames = {
	name: "views.part.name",
	scope: "views.part.scope",
	locked: "views.part.locked",
	portfolio: "views.part.portfolio",
	display: "views.part.display",
	columns: "views.part.columns",
	sort: "views.part.sort",
	group: "views.part.group",
	tree: "views.part.tree",
	filter: "views.part.filter",
	find: "views.part.find",
	state: "views.part.state",
	density: "views.part.density",
	rules: "views.part.rules",
	period: "views.part.period",
	compare: "views.part.compare",
	only: "views.part.only",
	board: "views.part.board",
	timeline: "views.part.timeline",
	bubble: "views.part.bubble",
	pivot: "views.part.pivot",
} as const;

function partName(part: string, t: ReturnType<typeof useLang>["t"]): string {
	const key = partNames[part as keyof typeof partNames];
	return key ? t(key) : part;
}

// Bin lists the views deleted lately, and takes one back.
function Bin({ saved, writes, onClose }: Props) {
	const { t, lang } = useLang();
	const deleted = useDeletedViews(saved.object, true);
	return (
		<Dialog title={t("views.binTitle")} isOpen onClose={onClose}>
			<Loaded query={deleted} lines={3}>
				{(list) =>
					list.length === 0 ? (
						<p>{t("views.binEmpty")}</p>
					) : (
						<div className={styles.past}>
							{list.map((v) => (
								<div key={v.id} className={styles.line}>
									<span>{pick(v.label, lang)}</span>
									<Button small onPress={() => writes.restore.mutate(v.id)}>
										{t("views.restore")}
									</Button>
								</div>
							))}
						</div>
					)
				}
			</Loaded>
		</Dialog>
	);
}
