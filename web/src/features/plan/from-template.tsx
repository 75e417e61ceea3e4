import { useState } from "react";
import { useToday } from "../../data/me";
import { useProject } from "../../data/projects";
import { dayFromISO, isoOfDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { DateField } from "../../ui/date-field";
import { FormRow } from "../../ui/form";
import { Select } from "../../ui/select";
import { SheetDialog } from "../../views/template/sheet-dialog";

type Props = {
	project: string;
	name: string;
	// start: the day from which the plan counts, as an ISO date
	start: string;
	// phases: those in which it can stand; none where nothing is planned
	phases: readonly { id: string; name: string }[];
	// empty: nothing is planned yet, so there is nothing to stand under or to replace
	empty: boolean;
	onClose: () => void;
};

const end = "end";
const replace = "replace";

// FromTemplate brings the plan of a template into that of a project.
export function FromTemplate({ project, name, start, phases, empty, onClose }: Props) {
	const t = useT();
	const today = useToday();
	const of = useProject(project).data;
	const [where, setWhere] = useState(end);
	const [from, setFrom] = useState("");
	const under = where !== end && where !== replace ? where : "";
	return (
		<SheetDialog
			title={t("template.plan.insert")}
			project={{ id: project, name, type: of?.type, variant: of?.variant }}
			fits={(one) => one.sections?.some((s) => s.kind === "plan") === true}
			insert={{
				...(under ? { under } : {}),
				...(from && from !== start ? { from } : {}),
				replace: where === replace,
			}}
			none={{ title: t("template.plan.none"), text: t("template.plan.noneText") }}
			onClose={onClose}
		>
			{() => (
				<FormRow>
					<DateField
						label={t("template.plan.from")}
						value={dayFromISO(from || start) || today}
						today={today}
						onChange={(d) => setFrom(d ? isoOfDay(d) : "")}
					/>
					{!empty && (
						<Select
							label={t("template.plan.where")}
							value={where}
							onChange={setWhere}
							options={[
								{ id: end, name: t("template.plan.end") },
								...phases.map((p) => ({ id: p.id, name: t("template.plan.under", { phase: p.name }) })),
								{ id: replace, name: t("template.plan.replace") },
							]}
						/>
					)}
				</FormRow>
			)}
		</SheetDialog>
	);
}
