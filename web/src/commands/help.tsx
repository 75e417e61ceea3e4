import { Fragment, useState } from "react";
import { useT } from "../i18n/use-lang";
import { Dialog } from "../ui/dialog";
import { Switch } from "../ui/switch";
import styles from "./commands.module.css";
import { keyTable } from "./key-table";
import { available, type Command } from "./registry";
import { lettersOn, setLetters, showKeys } from "./shortcuts";

export default function Help({ onClose }: { onClose: () => void }) {
	const t = useT();
	const [letters, setOn] = useState(lettersOn);
	const keyed = available().filter((c): c is Command & { keys: string } => !!c.keys);
	return (
		<Dialog title={t("keys.title")} isOpen onClose={onClose} wide>
			<div className={styles.help}>
				<section>
					<h3>{t("keys.everywhere")}</h3>
					<dl className={styles.keys}>
						{keyed.map((c) => (
							<Line key={c.id} keys={[c.keys]} does={t(c.title)} />
						))}
					</dl>
				</section>
				{keyTable.map((part) => (
					<section key={part.title}>
						<h3>{t(part.title)}</h3>
						<dl className={styles.keys}>
							{part.rows.map(([keys, does]) => (
								<Line key={does} keys={keys.split(" ")} does={t(does)} />
							))}
						</dl>
					</section>
				))}
			</div>
			<div className={styles.letters}>
				<Switch
					isSelected={letters}
					onChange={(on) => {
						setLetters(on);
						setOn(on);
					}}
					note={t("keys.letters.note")}
				>
					{t("keys.letters.name")}
				</Switch>
			</div>
		</Dialog>
	);
}

function Line({ keys, does }: { keys: string[]; does: string }) {
	return (
		<Fragment>
			<dt>
				{keys.map((k) => (
					<kbd key={k} className={styles.key}>
						{showKeys(k)}
					</kbd>
				))}
			</dt>
			<dd>{does}</dd>
		</Fragment>
	);
}
