import { useState } from "react";
import { useLookup } from "../../data/lookup";
import type { Home, RecordKind } from "../../data/registers";
import { useT } from "../../i18n/use-lang";
import { ComboBox } from "../../ui/combobox";

type Props = {
	kind: RecordKind;
	// portfolio: the one that is looked at; "" for none
	portfolio: string;
	onChange: (home: Home | null) => void;
	error?: string;
	hideLabel?: boolean;
};

// HomeChoice picks the project of a new line. While a portfolio is looked at, a line
// without a project is the portfolio's own, where the kind has such.
export function HomeChoice({ kind, portfolio, onChange, error, hideLabel }: Props) {
	const t = useT();
	const [project, setProject] = useState<string | null>(null);
	const [typed, setTyped] = useState("");
	const [known, setKnown] = useState("");
	const { options } = useLookup("project", typed);
	const free = portfolio !== "" && (kind === "action" || kind === "decision");
	return (
		<ComboBox
			hideLabel={hideLabel}
			label={t("register.addTo")}
			placeholder={free ? t("register.noProject") : t("register.addTo")}
			options={options}
			value={project}
			text={known}
			error={error}
			onType={setTyped}
			onChange={(id) => {
				setProject(id);
				setKnown(options.find((o) => o.id === id)?.name ?? "");
				onChange(id ? { project: id } : free ? { portfolio } : null);
			}}
		/>
	);
}
