import { useState } from "react";
import { Checkbox as AriaCheckbox, CheckboxGroup as AriaGroup } from "react-aria-components";
import { fold } from "../format/fold";
import { useT } from "../i18n/use-lang";
import { FieldLabel, FieldNotes, type FieldText } from "./field";
import field from "./field.module.css";
import { Icon } from "./icon";
import type { SelectOption } from "./select";
import { SearchField } from "./text-field";
import toggles from "./toggles.module.css";
import styles from "./tree-ticks.module.css";

type Props = FieldText & {
	options: readonly SelectOption[];
	value: string[];
	onChange: (ids: string[]) => void;
	isDisabled?: boolean;
};

const most = 200;

// TreeTicks ticks some of many, each set in below what it belongs to, found by
// typing. What is ticked always shows.
export function TreeTicks({ options, value, onChange, isDisabled, ...text }: Props) {
	const t = useT();
	const [typed, setTyped] = useState("");
	const wanted = fold(typed);
	const fits = options.filter(
		(o) => !wanted || value.includes(o.id) || fold(`${o.path ?? ""} ${o.name} ${o.detail ?? ""}`).includes(wanted),
	);
	const shown = fits.slice(0, most);
	return (
		<AriaGroup
			value={value}
			onChange={onChange}
			isDisabled={isDisabled}
			isInvalid={!!text.error}
			className={field.field ?? ""}
		>
			<FieldLabel {...text} />
			{options.length > 12 && <SearchField label={t("field.typeToFind")} value={typed} onChange={setTyped} />}
			<div className={styles.ticks}>
				{shown.map((o) => (
					<AriaCheckbox
						key={o.id}
						value={o.id}
						isDisabled={isDisabled || o.disabled}
						className={toggles.choice ?? ""}
						style={{ marginInlineStart: wanted ? 0 : `${o.level ?? 0}rem` }}
					>
						{({ isSelected }) => (
							<>
								<span className={toggles.box}>{isSelected && <Icon name="check" size={12} />}</span>
								<span className={toggles.words}>
									{wanted && o.path ? `${o.path} / ${o.name}` : o.name}
									{o.detail && <span className={toggles.note}>{o.detail}</span>}
								</span>
							</>
						)}
					</AriaCheckbox>
				))}
				{fits.length === 0 && <p className={styles.more}>{t("field.noneFound")}</p>}
				{fits.length > most && <p className={styles.more}>{t("field.moreFound", { count: fits.length - most })}</p>}
			</div>
			<FieldNotes {...text} />
		</AriaGroup>
	);
}
