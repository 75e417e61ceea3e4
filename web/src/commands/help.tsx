import { Fragment } from "react";
import { useT } from "../i18n/use-lang";
import { Dialog } from "../ui/dialog";
import { Switch } from "../ui/switch";
import styles from "./commands.module.css";
import { keyTable, pressesOf } from "./key-table";
import { showKeys } from "./shortcuts";
import { useLetters } from "./use-letters";

// Help shows every key of the application, wherever one is.
export default function Help({ onClose }: { onClose: () => void }) {
	const t = useT();
	const [letters, setLetters] = useLetters();
	return (
		<Dialog title={t("keys.title")} isOpen onClose={onClose} wide>
			<div className={styles.help}>
				{keyTable.map((part) => (
					<section key={part.title}>
						<h3>{t(part.title)}</h3>
						<dl className={styles.keys}>
							{part.rows.map(([keys, does]) => (
								<Line
									key={does}
									keys={pressesOf(keys)}
									does={t(does)}
									off={!letters && keys.split(" ").every(single)}
								/>
							))}
						</dl>
					</section>
				))}
			</div>
			<div className={styles.letters}>
				<Switch isSelected={letters} onChange={setLetters} note={t("keys.letters.note")}>
					{t("keys.letters.name")}
				</Switch>
			</div>
		</Dialog>
	);
}

// single tells a key that can be switched off: one without Ctrl, Alt or a name.
function single(keys: string): boolean {
	return keys.length === 1 || keys.includes("_");
}

function Line({ keys, does, off }: { keys: string[]; does: string; off: boolean }) {
	return (
		<Fragment>
			<dt data-off={off || undefined}>
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
