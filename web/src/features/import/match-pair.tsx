import { useState } from "react";
import { useLookup } from "../../data/lookup";
import { useT } from "../../i18n/use-lang";
import { ComboBox } from "../../ui/combobox";
import { RadioGroup } from "../../ui/radio";
import { Badge } from "../../ui/tag";
import styles from "./import.module.css";
import matchesStyles from "./matches.module.css";
import type { Candidate, Doubtful, Match } from "./types";

type Props = { object: string; d: Doubtful; onDecide: (m: Match) => void };

// MatchPair is one row of the file and the projects it may be, or the title of a
// section; or a text of it and the programmes that it may be.
export function MatchPair({ object, d, onDecide }: Props) {
	const t = useT();
	const candidates = d.candidates ?? [];
	const programme = Boolean(d.column);
	const known = (c: Candidate) => (programme ? c.name : c.id);
	const elsewhere = !programme && d.decision === "same" && !candidates.some((c) => c.id === d.project);
	const [searching, setSearching] = useState(elsewhere);
	const value = searching || elsewhere ? "other" : chosenOf(d);
	const choose = (id: string) => {
		setSearching(id === "other");
		if (id === "other") return;
		if (id === "new" || id === "skip" || id === "section") onDecide({ row: d.row, decision: id });
		else onDecide({ row: d.row, decision: "same", project: id.slice(5) });
	};
	return (
		<li className={matchesStyles.pair} data-open={d.decision === "" || undefined}>
			<div className={matchesStyles.left}>
				<span className={styles.quiet}>{t("import.matches.row", { row: d.row })}</span>
				<strong>{d.name}</strong>
				{d.decision === "" ? (
					<Badge tone="warn" icon="help">
						{t("import.matches.undecided")}
					</Badge>
				) : (
					<Badge tone="good" icon="check">
						{t(programme ? "import.matches.decisionProgramme" : "import.matches.decision", {
							object,
							decision: d.decision,
						})}
					</Badge>
				)}
			</div>
			<div className={matchesStyles.right} data-programme={programme || undefined}>
				<RadioGroup
					label={t(programme ? "import.matches.isProgramme" : "import.matches.is")}
					value={value}
					onChange={choose}
					options={[
						...candidates.map((c) => ({
							id: `same:${known(c)}`,
							name: c.name,
							note: [t("import.matches.score", { score: c.score }), c.why, c.code, c.unit].filter(Boolean).join(" · "),
						})),
						...(d.lone
							? [{ id: "section", name: t("import.matches.section"), note: t("import.matches.sectionNote") }]
							: []),
						{ id: "new", name: programme ? t("import.matches.newProgramme") : t("import.matches.new", { object }) },
						...(!programme && lookedUp(object) ? [{ id: "other", name: t("import.matches.other", { object }) }] : []),
						{ id: "skip", name: t(programme ? "import.matches.skipProgramme" : "import.matches.skip") },
					]}
				/>
				{value === "other" && lookedUp(object) && (
					<OtherProject
						object={object}
						d={d}
						onFound={(project) => onDecide({ row: d.row, decision: "same", project })}
					/>
				)}
			</div>
		</li>
	);
}

function chosenOf(d: Doubtful): string | null {
	if (d.decision === "same") return `same:${d.project ?? ""}`;
	return d.decision || null;
}

// lookedUp tells whether objects of a kind can be looked up by their name.
function lookedUp(object: string): object is "project" | "unit" | "user" {
	return object === "project" || object === "unit" || object === "user";
}

type OtherProps = { object: "project" | "unit" | "user"; d: Doubtful; onFound: (id: string) => void };

function OtherProject({ object, d, onFound }: OtherProps) {
	const t = useT();
	const [typed, setTyped] = useState("");
	const { options } = useLookup(object, typed);
	return (
		<div className={matchesStyles.other}>
			<ComboBox
				hideLabel
				label={t("import.matches.find", { object, name: d.name })}
				placeholder={t("import.matches.findHint")}
				options={options}
				value={d.decision === "same" ? (d.project ?? null) : null}
				onType={setTyped}
				onChange={(id) => id && onFound(id)}
			/>
		</div>
	);
}
