import { useState } from "react";
import type { Attribute, Row } from "../../api/types";
import { useAttributeGroups } from "../../data/attribute-groups";
import { type Fit, unveiled } from "../../data/forms";
import { useCan } from "../../data/me";
import type { FieldContext } from "../../fields/kind";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { AttributeField } from "./attribute-field";
import { PartSection } from "./part-section";
import { catalogueParts, formParts } from "./parts";
import styles from "./record.module.css";
import { useEdits } from "./use-edits";
import { useHeld } from "./use-held";

type Props = {
	row: Row;
	attributes: readonly Attribute[];
	context: FieldContext;
	canEdit: boolean;
	// fit: the form of the reader; without one the groups of attributes
	fit?: Fit;
	// roomy: on a page, in two columns; else in a panel
	roomy?: boolean;
	onHistory?: (key: string) => void;
	// fresh: attributes that others changed since the person last looked
	fresh?: ReadonlySet<string>;
};

// RecordSections shows the attributes of a project, section by section, as its form
// says. A form that comes while something is being typed waits until it is not.
export function RecordSections({
	row,
	attributes: known,
	context,
	canEdit,
	fit: latest,
	roomy,
	onHistory: readHistory,
	fresh,
}: Props) {
	const { t, lang } = useLang();
	const onHistory = useCan("history.read") ? readHistory : undefined;
	const [all, setAll] = useState(false);
	const newest = useEdits(row);
	const attributes = unveiled(newest, known);
	const { fit, asked, root, onOpen, waiting } = useHeld(latest);
	const own = { ...context, currency: typeof newest.currency === "string" ? newest.currency : context.currency };
	const formed = fit?.id ? fit : undefined;
	const groups = useAttributeGroups(!formed);
	const parts = formed
		? formParts(formed, attributes, asked, all && formed.all, t, lang)
		: groups.isPending
			? []
			: catalogueParts(attributes, groups.data?.items ?? [], t, lang);
	return (
		<div className={styles.sections} data-roomy={roomy || undefined} data-formed={!!formed || undefined} ref={root}>
			{waiting && <p className={styles.waiting}>{t("project.form.waiting")}</p>}
			{parts.map((part) => (
				<PartSection key={part.id} part={part} level={roomy ? "h2" : "h3"}>
					{part.lines.map(({ attribute, readOnly, hint, wide }) => (
						<AttributeField
							key={attribute.key}
							attribute={attribute}
							row={newest}
							context={own}
							canEdit={canEdit}
							onHistory={onHistory}
							onOpen={onOpen}
							fresh={fresh?.has(attribute.key)}
							still={readOnly ? t("project.form.readOnly", { name: pick(formed?.name, lang) }) : undefined}
							hint={hint}
							wide={wide}
						/>
					))}
				</PartSection>
			))}
			{formed?.all && formed.others > 0 && (
				<p className={styles.all}>
					<Button kind="quiet" small aria-expanded={all} onPress={() => setAll(!all)}>
						{all ? t("project.form.few") : t("project.form.all", { count: attributes.length })}
					</Button>
				</p>
			)}
		</div>
	);
}
