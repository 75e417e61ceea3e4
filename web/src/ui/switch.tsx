import type { ReactNode } from "react";
import { Switch as AriaSwitch, type SwitchProps } from "react-aria-components";
import styles from "./toggles.module.css";

type Props = Omit<SwitchProps, "className" | "style" | "children"> & { children: ReactNode; note?: string };

// Switch acts at once; a Checkbox waits for its form.
export function Switch({ children, note, ...rest }: Props) {
	return (
		<AriaSwitch {...rest} className={styles.choice ?? ""}>
			<span className={styles.track}>
				<span className={styles.knob} />
			</span>
			<span className={styles.words}>
				{children}
				{note && <span className={styles.note}>{note}</span>}
			</span>
		</AriaSwitch>
	);
}
