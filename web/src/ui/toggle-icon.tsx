import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";
import { Pressable } from "./pressable";
import styles from "./toggle-icon.module.css";
import { Tooltip } from "./tooltip";

type Props = {
	icon: IconName;
	label: string;
	// does: what pressing it does now, shown beside it
	does: string;
	isSelected: boolean;
	onChange: (on: boolean) => void;
	tone?: "star";
};

// ToggleIcon is an icon that is on or off, of which its label names the state.
export function ToggleIcon({ icon, label, does, isSelected, onChange, tone }: Props) {
	return (
		<Tooltip text={does}>
			<Pressable
				className={styles.toggle}
				data-tone={tone}
				aria-label={label}
				aria-pressed={isSelected}
				onPress={() => onChange(!isSelected)}
			>
				<Icon name={icon} />
			</Pressable>
		</Tooltip>
	);
}
