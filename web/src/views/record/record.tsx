import type { Attribute, Row } from "../../api/types";
import type { FieldContext } from "../../fields/kind";
import { useLang } from "../../i18n/use-lang";
import { AttributeField } from "./attribute-field";
import styles from "./record.module.css";
import { sectionsOf } from "./sections";
import { useEdits } from "./use-edits";

type Props = {
	row: Row;
	attributes: readonly Attribute[];
	context: FieldContext;
	canEdit: boolean;
	// roomy: on a page, in two columns; else in a panel
	roomy?: boolean;
	onHistory?: (key: string) => void;
	// fresh: attributes that others changed since the person last looked
	fresh?: ReadonlySet<string>;
};

// RecordSections shows every attribute of a project, section by section.
export function RecordSections({ row, attributes, context, canEdit, roomy, onHistory, fresh }: Props) {
	const { t } = useLang();
	const Heading = roomy ? "h2" : "h3";
	const newest = useEdits(row);
	const own = { ...context, currency: typeof newest.currency === "string" ? newest.currency : context.currency };
	return (
		<div className={styles.sections} data-roomy={roomy || undefined}>
			{sectionsOf(attributes).map((section) => (
				<section key={section.id} className={styles.section} aria-labelledby={`section-${section.id}`}>
					<Heading id={`section-${section.id}`} className={styles.heading}>
						{t(section.title)}
					</Heading>
					{section.attributes.map((a) => (
						<AttributeField
							key={a.key}
							attribute={a}
							row={newest}
							context={own}
							canEdit={canEdit}
							onHistory={onHistory}
							fresh={fresh?.has(a.key)}
						/>
					))}
				</section>
			))}
		</div>
	);
}
