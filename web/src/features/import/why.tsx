import { type ReactNode, useId, useState } from "react";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";

// Why opens the reason for what a person cannot do, in place.
export function Why({ children }: { children: ReactNode }) {
	const t = useT();
	const id = useId();
	const [open, setOpen] = useState(false);
	return (
		<>
			<Button kind="quiet" small icon="help" aria-expanded={open} aria-controls={id} onPress={() => setOpen(!open)}>
				{t("import.why")}
			</Button>
			<span id={id} hidden={!open}>
				{" "}
				{children}
			</span>
		</>
	);
}
