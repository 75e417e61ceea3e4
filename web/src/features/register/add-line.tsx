import { type FormEvent, useState } from "react";
import { useLookup } from "../../data/lookup";
import { type RecordKind, useWriteRecords } from "../../data/registers";
import { useT } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { TextField } from "../../ui/text-field";
import { tellError } from "../../ui/toast-store";
import styles from "./register.module.css";

// AddLine makes a record from the list of all: its name first, then its project.
// While a portfolio is chosen, a line without a project is the portfolio's own,
// where the kind has such.
export function AddLine({ kind, portfolio }: { kind: RecordKind; portfolio: string }) {
	const t = useT();
	const write = useWriteRecords(kind);
	const [name, setName] = useState("");
	const [project, setProject] = useState<string | null>(null);
	const [typed, setTyped] = useState("");
	const [busy, setBusy] = useState(false);
	const { options } = useLookup("project", typed);
	const [known, setKnown] = useState("");
	const free = portfolio !== "" && (kind === "action" || kind === "decision");
	const home = project ? { project } : free ? { portfolio } : null;
	const add = async (event: FormEvent) => {
		event.preventDefault();
		if (!name.trim() || !home || busy) return;
		setBusy(true);
		try {
			await write.make(home, { name: name.trim() });
			announce(name.trim());
			setName("");
		} catch (error) {
			tellError(error);
		}
		setBusy(false);
	};
	return (
		<form className={styles.add} onSubmit={(e) => void add(e)}>
			<TextField
				hideLabel
				label={t(`register.${kind}.add.new`)}
				placeholder={t(`register.${kind}.add.new`)}
				value={name}
				onChange={setName}
			/>
			{name !== "" && (
				<>
					<ComboBox
						hideLabel
						label={t("register.addTo")}
						placeholder={free ? t("register.noProject") : t("register.addTo")}
						options={options}
						value={project}
						text={known}
						onType={setTyped}
						onChange={(id) => {
							setProject(id);
							setKnown(options.find((o) => o.id === id)?.name ?? "");
						}}
					/>
					<Button type="submit" kind="primary" isDisabled={!name.trim() || !home} isPending={busy}>
						{t("register.addNow")}
					</Button>
				</>
			)}
		</form>
	);
}
