import { RadioGroup as AriaGroup, Radio } from "react-aria-components";
import { weathers } from "../../fields/status";
import { useT } from "../../i18n/use-lang";
import { FieldLabel, FieldNotes, type FieldText } from "../../ui/field";
import { Icon } from "../../ui/icon";
import styles from "./round.module.css";

type Props = FieldText & { value: string | null; onChange: (word: string) => void };

// WeatherChoice is the four weathers side by side: one touch says how the month was.
export function WeatherChoice({ value, onChange, ...text }: Props) {
	const t = useT();
	return (
		<AriaGroup value={value} onChange={onChange} isInvalid={!!text.error} className={styles.weather ?? ""}>
			<FieldLabel {...text} />
			<div className={styles.weathers}>
				{weathers.map((w) => (
					<Radio key={w.word} value={w.word} className={styles.sky ?? ""}>
						<Icon name={w.icon} size={20} />
						{t(w.title)}
					</Radio>
				))}
			</div>
			<FieldNotes {...text} />
		</AriaGroup>
	);
}
