import { useEffect, useRef, useState } from "react";
import { Problem } from "../../api/problem";
import { type Attribute, type Kind, kinds } from "../../api/types";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { dayOf } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button, ButtonLink } from "../../ui/button";
import { Form, FormRow } from "../../ui/form";
import { SidePanel } from "../../ui/side-panel";
import { Split } from "../../ui/split";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import { Table } from "../../ui/table";
import { TextField } from "../../ui/text-field";
import { Tree } from "../../ui/tree";
import styles from "./design.module.css";
import { Part } from "./part";

const values: Record<Kind, unknown> = {
	text: "EXPADON 2",
	long_text: "Dématérialisation des certificats.\nPhase 2 en cours.",
	number: "2.5",
	money: { amount: "27740000.00", currency: "EUR" },
	percent: "62.5",
	date: "2026-11-22",
	month: "2026-11",
	choice: "run",
	choices: ["run", "idea"],
	user: { id: "u1", name: "Claire Fontaine" },
	unit: { id: "n1", name: "Direction du numérique" },
	yes_no: true,
	link: "https://www.example.org/saphir",
	light: "amber_red",
	weather: "rainy",
	project: { id: "p1", name: "SAPHIR" },
	computed: { amount: "11640000.00", currency: "EUR" },
};

function sample(kind: Kind): Attribute {
	return {
		key: kind,
		kind,
		label: { en: kind, fr: kind },
		help: { en: "", fr: "" },
		unit: kind === "number" ? "years" : "",
		required: false,
		default: null,
		choices: [
			{ key: "idea", label: { en: "Idea", fr: "Idée" }, colour: "violet", icon: "", retired: false },
			{ key: "run", label: { en: "In progress", fr: "En cours" }, colour: "blue", icon: "", retired: false },
		],
		consolidation: "none",
		core: true,
		per_month: false,
		read_only: false,
		formula: null,
		position: 1,
		version: 1,
	};
}

// Values shows each kind twice: as React shows it, and as a cell of the grid is
// painted.
export function Values() {
	const { t, lang, locale } = useLang();
	const context: FieldContext = { lang, locale, today: dayOf(2026, 11, 22), currency: "EUR", scale: "unit" };
	return (
		<Part en="Values by kind" fr="Valeurs par nature">
			<div className={`${styles.framed} ${styles.values}`}>
				{kinds.map((kind) => {
					const field = fieldKind({ kind });
					const end = field.align === "end" ? styles.end : "";
					return [
						<span key={kind} className={styles.name}>
							{t(`kind.${kind}`)}
						</span>,
						<span key={`${kind}-view`} className={end}>
							{field.view(values[kind], sample(kind), context)}
						</span>,
						<Painted key={`${kind}-cell-${lang}`} kind={kind} context={context} className={end} />,
					];
				})}
			</div>
		</Part>
	);
}

function Painted({ kind, context, className }: { kind: Kind; context: FieldContext; className?: string }) {
	const cell = useRef<HTMLSpanElement>(null);
	useEffect(() => {
		if (cell.current) fieldKind({ kind }).paint(cell.current, values[kind], sample(kind), context);
	});
	return <span ref={cell} className={className} />;
}

const rows = [
	{ id: "1", name: "SAPHIR", cost: 7.48 },
	{ id: "2", name: "EXPADON 2", cost: 27.74 },
	{ id: "3", name: "Portail des agents", cost: 3.1 },
];

export function FormAndPanel() {
	const { lang } = useLang();
	const w = (en: string, fr: string) => (lang === "fr" ? fr : en);
	const [open, setOpen] = useState<string | null>(null);
	const [expanded, setExpanded] = useState(new Set(["a"]));
	const current = rows.find((r) => r.id === open);
	const save = <Button kind="primary">{w("Save", "Enregistrer")}</Button>;
	return (
		<Part en="Form, list, panel, tree" fr="Formulaire, liste, panneau, arbre">
			<div className={styles.two}>
				<div className={`${styles.framed} ${styles.padded}`}>
					<Form
						onSubmit={() => undefined}
						label={w("Sample form", "Exemple de formulaire")}
						error={new Error(w("The end lies before the start.", "La fin précède le début."))}
					>
						<TextField label={w("Name", "Nom")} defaultValue="SAPHIR" required />
						<FormRow>
							<TextField label={w("Start", "Début")} defaultValue="01/03/2026" />
							<TextField
								label={w("End", "Fin")}
								defaultValue="01/02/2026"
								error={w("The end lies before the start.", "La fin précède le début.")}
							/>
						</FormRow>
						<div className={styles.row}>
							{save}
							<Button>{w("Cancel", "Annuler")}</Button>
						</div>
					</Form>
				</div>
				<div className={styles.framed}>
					<Tree
						label={w("Units", "Entités")}
						expanded={expanded}
						onExpand={setExpanded}
						selected="b"
						onSelect={() => undefined}
						nodes={[
							{
								id: "a",
								name: w("Ministry", "Ministère"),
								detail: "MIN",
								children: [{ id: "b", name: w("Digital", "Direction du numérique"), detail: "DNUM", children: [] }],
							},
							{ id: "c", name: w("Agencies", "Établissements"), detail: "ETAB", children: [] },
						]}
					/>
				</div>
			</div>
			<br />
			<div className={`${styles.framed} ${styles.splitSample}`}>
				<Split
					panel={
						current && (
							<SidePanel title={current.name} onClose={() => setOpen(null)} footer={save}>
								<TextField label={w("Name", "Nom")} defaultValue={current.name} key={current.id} />
							</SidePanel>
						)
					}
				>
					<Table
						label={w("Sample list", "Exemple de liste")}
						rows={rows}
						keyOf={(r) => r.id}
						onOpen={(r) => setOpen(r.id)}
						open={open}
						columns={[
							{ id: "name", title: w("Name", "Nom"), sort: (r) => r.name, cell: (r) => r.name },
							{
								id: "cost",
								title: w("Total cost (M€)", "Coût total (M€)"),
								number: true,
								sort: (r) => r.cost,
								cell: (r) => r.cost.toLocaleString(lang),
							},
						]}
					/>
				</Split>
			</div>
		</Part>
	);
}

export function States() {
	const { lang, t } = useLang();
	return (
		<Part en="Empty, loading, error, refused, offline" fr="Vide, chargement, erreur, refus, hors ligne">
			<div className={styles.two}>
				<div className={styles.framed}>
					<EmptyState
						icon="portfolio"
						title={t("portfolio.empty.title")}
						action={
							<ButtonLink kind="primary" icon="import" href="/import">
								{t("portfolio.empty.action")}
							</ButtonLink>
						}
					>
						{t("portfolio.empty.text")}
					</EmptyState>
				</div>
				<div className={styles.framed}>
					<Skeleton lines={7} />
				</div>
				<div className={styles.framed}>
					<ErrorState
						onRetry={() => undefined}
						error={
							new Problem(500, {
								detail:
									lang === "fr"
										? "Le calcul des totaux a été interrompu. Réessayez."
										: "The totals were interrupted. Try again.",
							})
						}
					/>
				</div>
				<div className={styles.framed}>
					<ErrorState error={new Problem(403, {})} />
				</div>
				<div className={styles.framed}>
					<ErrorState onRetry={() => undefined} error={new Problem(0, {})} />
				</div>
			</div>
		</Part>
	);
}
