import { useState } from "react";
import { useT } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import styles from "./factor.module.css";

type Props = { codes: string[]; login: string; onDone: () => void };

// RecoveryCodes shows the codes for the day the phone is lost, this once, and
// goes on when they are said to be kept.
export function RecoveryCodes({ codes, login, onDone }: Props) {
	const t = useT();
	const [kept, setKept] = useState(false);
	const text = codes.join("\n");
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(text);
			announce(t("factor.copied"));
		} catch {
			announce(t("factor.copyByHand"));
		}
	};
	return (
		<div className={styles.block}>
			<Banner tone="warn" title={t("factor.codesTitle")}>
				{t("factor.codesText")}
			</Banner>
			<ul className={styles.codes} aria-label={t("factor.codesTitle")}>
				{codes.map((c) => (
					<li key={c}>{c}</li>
				))}
			</ul>
			<div className={styles.actions}>
				<Button icon="copy" onPress={() => void copy()}>
					{t("factor.copy")}
				</Button>
				<Button
					icon="file"
					onPress={() => saveText(`vigie-${login}.txt`, `${t("factor.fileHead", { login })}\n\n${text}\n`)}
				>
					{t("factor.download")}
				</Button>
			</div>
			<Checkbox isSelected={kept} onChange={setKept}>
				{t("factor.kept")}
			</Checkbox>
			<div className={styles.actions}>
				<Button kind="primary" isDisabled={!kept} onPress={onDone}>
					{t("factor.goOn")}
				</Button>
			</div>
		</div>
	);
}

function saveText(name: string, text: string): void {
	const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 1000);
}
