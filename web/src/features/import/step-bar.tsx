import type { ReactNode } from "react";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { FormError } from "../../ui/form";
import frameStyles from "./frame.module.css";

type Props = { onBack?: () => void; note?: ReactNode; error?: unknown; children: ReactNode };

// StepBar stays at the foot of every step: back, what holds now, and on.
export function StepBar({ onBack, note, error, children }: Props) {
	const t = useT();
	return (
		<footer className={frameStyles.bar}>
			<FormError error={error} />
			<div className={frameStyles.barLine}>
				{onBack && (
					<Button kind="quiet" icon="arrow-left" onPress={onBack}>
						{t("import.back")}
					</Button>
				)}
				<p className={frameStyles.note}>{note}</p>
				{children}
			</div>
		</footer>
	);
}
