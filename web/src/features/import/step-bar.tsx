import type { ReactNode } from "react";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { FootBar } from "../../ui/foot-bar";

type Props = { onBack?: () => void; note?: ReactNode; error?: unknown; children: ReactNode };

// StepBar stays at the foot of every step: back, what holds now, and on.
export function StepBar({ onBack, ...rest }: Props) {
	const t = useT();
	const back = onBack && (
		<Button kind="quiet" icon="arrow-left" onPress={onBack}>
			{t("import.back")}
		</Button>
	);
	return <FootBar start={back} {...rest} />;
}
