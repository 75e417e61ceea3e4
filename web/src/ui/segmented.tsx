import type { ReactNode } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import styles from "./segmented.module.css";

type Props = {
	label: string;
	options: readonly { id: string; name: string; mark?: ReactNode }[];
	value: string;
	onChange: (id: string) => void;
};

// Segmented switches between two to five ways to see the same thing.
export function Segmented({ label, options, value, onChange }: Props) {
	return (
		<ToggleButtonGroup
			aria-label={label}
			className={styles.group ?? ""}
			selectionMode="single"
			disallowEmptySelection
			selectedKeys={[value]}
			onSelectionChange={(keys) => {
				const first = [...keys][0];
				if (first !== undefined) onChange(String(first));
			}}
		>
			{options.map((o) => (
				<ToggleButton key={o.id} id={o.id} className={styles.button ?? ""}>
					{o.mark}
					{o.name}
				</ToggleButton>
			))}
		</ToggleButtonGroup>
	);
}
