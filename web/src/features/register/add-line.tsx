import { type FormEvent, useState } from "react";
import { useAttributes } from "../../data/catalogue";
import { type Home, type RecordKind, useWriteRecords } from "../../data/registers";
import { useT } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/text-field";
import { tellError } from "../../ui/toast-store";
import { HomeChoice } from "../../views/register/home-choice";
import { NewLine } from "../../views/register/new-line";
import styles from "./register.module.css";

// AddLine makes a record from the list of all: its name first, then its project; or by
// its form, which asks for more.
export function AddLine({ kind, portfolio }: { kind: RecordKind; portfolio: string }) {
	const t = useT();
	const write = useWriteRecords(kind);
	const attributes = useAttributes(kind).data ?? [];
	const free = portfolio !== "" && (kind === "action" || kind === "decision");
	const [name, setName] = useState("");
	const [chosen, setHome] = useState<Home | null>(null);
	const [busy, setBusy] = useState(false);
	const [whole, setWhole] = useState(false);
	const home: Home | null = chosen ?? (free ? { portfolio } : null);
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
					<HomeChoice hideLabel kind={kind} portfolio={portfolio} onChange={setHome} />
					<Button type="submit" kind="primary" isDisabled={!name.trim() || !home} isPending={busy}>
						{t("register.addNow")}
					</Button>
				</>
			)}
			<Button kind="quiet" onPress={() => setWhole(true)}>
				{t("register.addWhole")}
			</Button>
			{whole && (
				<NewLine
					{...{ kind, attributes, portfolio, name }}
					onMade={() => setName("")}
					onClose={() => setWhole(false)}
				/>
			)}
		</form>
	);
}
