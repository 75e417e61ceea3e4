import { useState } from "react";
import { dayOf } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Avatar } from "../../ui/avatar";
import { Banner } from "../../ui/banner";
import { Trail } from "../../ui/breadcrumb";
import { Button, IconButton } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { ComboBox } from "../../ui/combobox";
import { DateField } from "../../ui/date-field";
import { Confirm } from "../../ui/dialog";
import { FileDrop } from "../../ui/drop-zone";
import { Menu } from "../../ui/menu";
import { NumberField } from "../../ui/number-field";
import { Progress } from "../../ui/progress";
import { RadioGroup } from "../../ui/radio";
import { Select } from "../../ui/select";
import { Stepper } from "../../ui/stepper";
import { Switch } from "../../ui/switch";
import { Tabs } from "../../ui/tabs";
import { Badge, Tag, tagColours } from "../../ui/tag";
import { PasswordField, SearchField, TextAreaField, TextField } from "../../ui/text-field";
import { tellError } from "../../ui/toast-store";
import styles from "./design.module.css";
import { Part } from "./part";

const today = dayOf(2026, 11, 22);

export function Controls() {
	const { lang } = useLang();
	const w = (en: string, fr: string) => (lang === "fr" ? fr : en);
	const [text, setText] = useState("Refonte du système d’information");
	const [amount, setAmount] = useState<string | null>("27740000");
	const [day, setDay] = useState(today);
	const [stage, setStage] = useState("run");
	const [unit, setUnit] = useState<string | null>("dsi");
	const [tab, setTab] = useState("a");
	const [asking, setAsking] = useState(false);
	const stages = [
		{ id: "idea", name: w("Idea", "Idée") },
		{ id: "run", name: w("In progress", "En cours") },
		{ id: "done", name: w("Closed", "Terminé") },
	];
	const units = [
		{ id: "dsi", name: w("Information systems", "Systèmes d’information"), detail: "DSI" },
		{ id: "daf", name: w("Finance", "Affaires financières"), detail: "DAF" },
	];
	return (
		<>
			<Part en="Buttons" fr="Boutons">
				<div className={styles.row}>
					<Button kind="primary">{w("Save", "Enregistrer")}</Button>
					<Button icon="filter">{w("Filter", "Filtrer")}</Button>
					<Button kind="quiet">{w("Cancel", "Annuler")}</Button>
					<Button kind="danger">{w("Delete", "Supprimer")}</Button>
					<Button kind="danger-strong" onPress={() => setAsking(true)}>
						{w("Delete…", "Supprimer…")}
					</Button>
					<Button isDisabled>{w("Disabled", "Désactivé")}</Button>
					<Button kind="primary" isDisabled>
						{w("Disabled", "Désactivé")}
					</Button>
					<Button kind="primary" isPending>
						{w("Saving", "Enregistrement")}
					</Button>
					<Button small>{w("Small", "Petit")}</Button>
					<IconButton icon="more" label={w("More", "Plus")} />
					<Menu
						label={w("Actions", "Actions")}
						groups={[
							{
								id: "a",
								entries: [
									{ id: "1", name: w("Open", "Ouvrir"), icon: "open", detail: "Ctrl+↵" },
									{ id: "2", name: w("Copy", "Copier"), icon: "copy" },
								],
							},
							{ id: "b", entries: [{ id: "3", name: w("Delete", "Supprimer"), icon: "trash", danger: true }] },
						]}
					>
						<Button>{w("Menu", "Menu")}</Button>
					</Menu>
					<Button
						onPress={() =>
							tellError(
								new Error(
									w(
										"The import was stopped: the file is not a spreadsheet.",
										"L’import est arrêté\u202f: le fichier n’est pas un tableur.",
									),
								),
							)
						}
					>
						{w("Error", "Erreur")}
					</Button>
				</div>
				<Confirm
					title={w("Delete “SAPHIR”?", "Supprimer «\u00a0SAPHIR\u00a0»\u202f?")}
					isOpen={asking}
					onClose={() => setAsking(false)}
					onConfirm={() => setAsking(false)}
					action={w("Delete", "Supprimer")}
				>
					{w("It stays 30 days in the bin.", "Il reste 30 jours dans la corbeille.")}
				</Confirm>
			</Part>
			<Part en="Fields" fr="Champs">
				<div className={styles.grid}>
					<TextField label={w("Name", "Nom")} value={text} onChange={setText} required />
					<TextField label={w("With help", "Avec aide")} help={w("Short and unique.", "Court et unique.")} />
					<TextField
						label={w("With an error", "En erreur")}
						defaultValue="EXPADON 2"
						error={w("This code is already used by another project.", "Ce code est déjà celui d’un autre projet.")}
					/>
					<TextField label={w("Disabled", "Désactivé")} defaultValue="SIRHEN" isDisabled />
					<TextField label={w("Read only", "Lecture seule")} defaultValue="SIRHEN" isReadOnly />
					<PasswordField
						label={w("Password", "Mot de passe")}
						defaultValue="correct horse battery"
						autoComplete="off"
					/>
					<NumberField label={w("Total cost", "Coût total")} value={amount} onChange={setAmount} unit="€" />
					<DateField label={w("End", "Fin")} value={day} onChange={setDay} today={today} />
					<Select label={w("Stage", "Étape")} options={stages} value={stage} onChange={setStage} />
					<ComboBox label={w("Unit", "Entité")} options={units} value={unit} onChange={setUnit} />
					<div>
						<SearchField label={w("Search", "Rechercher")} value="" onChange={() => undefined} />
					</div>
					<TextAreaField
						label={w("Comment", "Commentaire")}
						defaultValue={w("Delivery moved to March.", "Livraison déplacée à mars.")}
					/>
				</div>
			</Part>
			<Part en="Choices" fr="Choix">
				<div className={styles.grid}>
					<div>
						<Checkbox defaultSelected>{w("Selected", "Coché")}</Checkbox>
						<br />
						<Checkbox>{w("Not selected", "Non coché")}</Checkbox>
						<br />
						<Checkbox isIndeterminate>{w("Some", "En partie")}</Checkbox>
						<br />
						<Checkbox isDisabled defaultSelected>
							{w("Disabled", "Désactivé")}
						</Checkbox>
					</div>
					<RadioGroup
						label={w("Identity", "Identité")}
						value="code"
						onChange={() => undefined}
						options={[
							{ id: "code", name: w("By code", "Par code") },
							{
								id: "name",
								name: w("By name", "Par nom"),
								note: w("Close names are shown.", "Les noms proches sont montrés."),
							},
						]}
					/>
					<div>
						<Switch defaultSelected note={w("It acts at once.", "Effet immédiat.")}>
							{w("On", "Actif")}
						</Switch>
						<br />
						<Switch>{w("Off", "Inactif")}</Switch>
						<br />
						<Switch isDisabled>{w("Disabled", "Désactivé")}</Switch>
					</div>
				</div>
			</Part>
			<Part en="Marks" fr="Marques">
				<div className={styles.row}>
					{tagColours.map((c) => (
						<Tag key={c} colour={c}>
							{c}
						</Tag>
					))}
				</div>
				<br />
				<div className={styles.row}>
					<Badge>{w("Core", "De base")}</Badge>
					<Badge tone="accent">{w("New", "Nouveau")}</Badge>
					<Badge tone="good" icon="check">
						{w("Active", "Actif")}
					</Badge>
					<Badge tone="warn" icon="warning">
						{w("Doubtful", "Douteux")}
					</Badge>
					<Badge tone="bad" icon="error">
						{w("Refused", "Refusé")}
					</Badge>
					<Badge tone="retro" icon="history">
						{w("Past", "Passé")}
					</Badge>
					<Avatar name="Claire Fontaine" />
					<Avatar name="Oliver Smith" size={24} />
					<Avatar name="Éloïse Lemaître" size={32} />
				</div>
			</Part>
			<Part en="Finding one’s way" fr="Se repérer">
				<div className={styles.two}>
					<div>
						<Trail
							label={w("Example of a trail", "Exemple de fil")}
							crumbs={[
								{ href: "/portfolio", name: w("Portfolio", "Portefeuille") },
								{ href: "/design", name: "SAPHIR" },
							]}
						/>
						<br />
						<Stepper
							label={w("Steps", "Étapes")}
							current="b"
							steps={[
								{ id: "a", name: w("File", "Fichier") },
								{ id: "b", name: w("Columns", "Colonnes") },
								{ id: "c", name: w("Check", "Contrôle") },
							]}
						/>
						<br />
						<Progress label={w("Reading the file", "Lecture du fichier")} value={64} />
					</div>
					<Tabs
						label={w("Project", "Projet")}
						value={tab}
						onChange={setTab}
						tabs={[
							{ id: "a", name: w("Overview", "Synthèse"), content: w("Overview", "Synthèse") },
							{ id: "b", name: w("History", "Historique"), count: 12, content: w("History", "Historique") },
						]}
					/>
				</div>
			</Part>
			<Part en="Messages" fr="Messages">
				<div className={styles.two}>
					<Banner>
						{w("The formula is read in the language of the page.", "La formule est lue dans la langue de la page.")}
					</Banner>
					<Banner tone="good">{w("42 projects imported.", "42 projets importés.")}</Banner>
					<Banner tone="warn" title={w("3 cells could not be read", "3 cellules illisibles")}>
						{w("Their text is kept and left out of totals.", "Leur texte est conservé et exclu des totaux.")}
					</Banner>
					<Banner tone="bad">{w("The file is not a spreadsheet.", "Le fichier n’est pas un tableur.")}</Banner>
				</div>
				<br />
				<FileDrop
					title={w("Drop a spreadsheet here", "Déposez un tableur ici")}
					help={w("Excel or CSV, up to 50 MB", "Excel ou CSV, jusqu’à 50 Mo")}
					accept={[".xlsx", ".csv"]}
					onFile={() => undefined}
				/>
			</Part>
		</>
	);
}
