import { useMemo, useState } from "react";
import type { Attribute } from "../../api/types";
import { useAttributeGroups } from "../../data/attribute-groups";
import type { Fit } from "../../data/forms";
import { useLineMoves } from "../../data/lifecycles";
import { mayChange, type RecordKind, type RecordRow } from "../../data/registers";
import { useFieldContext } from "../../fields/use-context";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { PartSection } from "../record/part-section";
import record from "../record/record.module.css";
import { useHeld } from "../record/use-held";
import { columnsFor } from "./columns";
import { LineField } from "./line-field";
import { linePartsOf, nameOfForm } from "./line-parts";

type Props = {
	kind: RecordKind;
	row: RecordRow;
	attributes: readonly Attribute[];
	fit?: Fit;
	// onSaved: where the line can be edited
	onSaved?: (now: RecordRow) => void;
};

// LineSections shows the attributes of a line of a register, section by section, as its
// form says. A form that comes while something is being typed waits until it is not.
export function LineSections({ kind, row, attributes, fit: latest, onSaved }: Props) {
	const { t, lang } = useLang();
	const context = useFieldContext();
	const groups = useAttributeGroups().data?.items ?? [];
	const [all, setAll] = useState(false);
	const { fit, asked, root, onOpen, waiting } = useHeld(latest);
	// What it may become is there when its list is opened, and does not change under the mouse.
	useLineMoves(kind, row.id, row.version, onSaved !== undefined && mayChange(row, "status"));
	const formed = fit?.id ? fit : undefined;
	const parts = linePartsOf(fit, attributes, groups, asked, all && formed?.all === true, t, lang);
	const columns = useMemo(
		() => columnsFor({ kind, t, lang, today: context.today, attributes }),
		[kind, t, lang, context.today, attributes],
	);
	const readOnly = t("project.form.readOnly", { name: nameOfForm(formed, lang) });
	return (
		<div className={record.sections} data-formed={!!formed || undefined} ref={root}>
			{waiting && <p className={record.waiting}>{t("project.form.waiting")}</p>}
			{parts.map((part) => (
				<PartSection key={part.id} part={part} level="h3">
					{part.lines.map((line) => {
						const { attribute } = line;
						const may = !attribute.read_only && attribute.key !== "project" && mayChange(row, attribute.key);
						return (
							<LineField
								key={attribute.key}
								{...{ kind, attribute, row, context, onOpen }}
								column={columns[attribute.key]}
								onSaved={may ? onSaved : undefined}
								still={line.readOnly && may ? readOnly : undefined}
								hint={line.hint}
								wide={line.wide}
							/>
						);
					})}
				</PartSection>
			))}
			{formed?.all && formed.others > 0 && (
				<p className={record.all}>
					<Button kind="quiet" small aria-expanded={all} onPress={() => setAll(!all)}>
						{all ? t("project.form.few") : t("project.form.all", { count: attributes.length })}
					</Button>
				</p>
			)}
		</div>
	);
}
