import { useState } from "react";
import { useLang } from "../../i18n/use-lang";
import { SidePanel } from "../../ui/side-panel";
import { Split } from "../../ui/split";
import { EmptyState } from "../../ui/states";
import { SearchField } from "../../ui/text-field";
import type { ListColumn } from "../../views/grid/list-column";
import { ListGrid } from "../../views/grid/list-grid";
import styles from "./design.module.css";
import { Part } from "./part";

type Milestone = {
	id: string;
	name: string;
	project: string;
	date: string;
	light: string | null;
	done: string;
	owner: { id: string; name: string };
};

const fontaine = { id: "u1", name: "Claire Fontaine" };
const benali = { id: "u2", name: "Yanis Benali" };

const first: Milestone[] = [
	{
		id: "1",
		name: "Recette fonctionnelle",
		project: "SAPHIR",
		date: "2026-12-04",
		light: "green",
		done: "40",
		owner: fontaine,
	},
	{
		id: "2",
		name: "Mise en production",
		project: "SAPHIR",
		date: "2027-02-15",
		light: "amber_red",
		done: "0",
		owner: benali,
	},
	{
		id: "3",
		name: "Attribution du marché",
		project: "EXPADON 2",
		date: "2026-11-30",
		light: null,
		done: "90",
		owner: fontaine,
	},
	{
		id: "4",
		name: "Ouverture aux agents",
		project: "Portail des agents",
		date: "2026-12-18",
		light: "red",
		done: "15",
		owner: benali,
	},
];

// Lists shows the grid that every list is: sorted, found, edited in place, with
// the panel of the active row beside it. What is typed here is refused once, to
// show how a refusal looks.
export function Lists() {
	const { lang } = useLang();
	const w = (en: string, fr: string) => (lang === "fr" ? fr : en);
	const [rows, setRows] = useState(first);
	const [find, setFind] = useState("");
	const [open, setOpen] = useState<string | null>(null);
	const current = rows.find((r) => r.id === open);
	const columns: ListColumn<Milestone>[] = [
		{ key: "name", label: w("Milestone", "Jalon"), width: 220, strong: true, pinned: true, grow: true, editable: true },
		{ key: "project", label: w("Project", "Projet"), width: 150, wide: true },
		{ key: "date", label: w("Date", "Date"), kind: "date", editable: true },
		{ key: "light", label: w("Light", "Feu"), kind: "light", editable: true },
		{ key: "done", label: w("Progress", "Avancement"), kind: "percent", editable: true },
		{ key: "owner", label: w("Owner", "Responsable"), kind: "user", wide: true },
	];
	const save = async (row: Milestone, key: string, value: unknown) => {
		if (key === "name" && !value) throw new Error(w("A milestone needs a name.", "Un jalon doit avoir un nom."));
		setRows((old) => old.map((r) => (r.id === row.id ? { ...r, [key]: value } : r)));
	};
	return (
		<Part en="Any list" fr="Toute liste">
			<div className={`${styles.framed} ${styles.splitSample}`}>
				<Split
					panel={
						current && (
							<SidePanel title={current.name} onClose={() => setOpen(null)}>
								{current.project}
							</SidePanel>
						)
					}
				>
					<div className={styles.padded}>
						<SearchField label={w("Find a milestone", "Trouver un jalon")} value={find} onChange={setFind} />
					</div>
					<ListGrid
						label={w("Milestones", "Jalons")}
						columns={columns}
						rows={rows}
						find={find}
						sort={[{ key: "date", direction: "ascending" }]}
						open={open}
						onOpen={(row) => setOpen(row.id)}
						onEdit={save}
						empty={
							<EmptyState icon="search" title={w("No milestone has these words", "Aucun jalon ne contient ces mots")} />
						}
					/>
				</Split>
			</div>
			<br />
			<ListGrid
				fit
				label={w("Milestones by project", "Jalons par projet")}
				columns={columns}
				rows={rows}
				groups={[(row) => row.project]}
			/>
		</Part>
	);
}
