import { useState } from "react";
import { useAttributeGroups } from "../../data/attribute-groups";
import { useAttributes } from "../../data/catalogue";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Loaded } from "../../ui/states";
import { Tabs } from "../../ui/tabs";
import { useParam } from "../../url/use-search";
import { AdminFrame } from "./admin-frame";
import { draftOf, freshDraft } from "./form-draft";
import { FormEditor } from "./form-editor";
import { FormHistory } from "./form-history";
import { useForms } from "./form-kept";
import { FormList } from "./form-list";
import styles from "./forms.module.css";
import { isLifeObject, type LifeObject, LifeObjectContext, lifeObjects } from "./life-object";

const objects = Object.keys(lifeObjects) as LifeObject[];

// FormsPage is the forms of each object in the order in which they are tried, and one
// of them being designed beside a project, or a line, that is read with it.
export default function FormsPage() {
	const { t } = useLang();
	const [asked, setObject] = useParam("object");
	const object = isLifeObject(asked) ? asked : "project";
	const [open, setOpen] = useParam("open");
	const [from, setFrom] = useState("");
	const show = (id: string | null, model = "") => {
		setFrom(model);
		setOpen(id);
	};
	const items = useForms(object).data?.items;
	const editing = open === "new" || items?.some((f) => f.id === open) === true;
	return (
		<LifeObjectContext value={object}>
			<AdminFrame
				title={t("forms.title")}
				lead={t("forms.lead")}
				actions={
					!editing && (
						<Button kind="primary" icon="plus" onPress={() => show("new")}>
							{t("forms.new")}
						</Button>
					)
				}
			>
				{editing ? (
					<Forms {...{ object, open, from, show }} />
				) : (
					<div className={styles.objects}>
						<Tabs
							label={t("life.of")}
							value={object}
							onChange={(now) => setObject(now === "project" ? "" : now)}
							tabs={objects.map((id) => ({
								id,
								name: t(`life.objects.${id}`),
								content: id === object && <Forms {...{ object, open, from, show }} />,
							}))}
						/>
					</div>
				)}
			</AdminFrame>
		</LifeObjectContext>
	);
}

type FormsProps = { object: LifeObject; open: string; from: string; show: (id: string | null, model?: string) => void };

// Forms are those of one object, or one of them in the editor.
function Forms({ object, open, from, show }: FormsProps) {
	const attributes = useAttributes(object);
	const forms = useForms(object);
	const groups = useAttributeGroups();
	return (
		<Loaded query={forms}>
			{({ items, roles }) => (
				<Loaded query={attributes}>
					{(all) => {
						const stored = items.find((f) => f.id === open) ?? null;
						const model = items.find((f) => f.id === from);
						return open === "new" || stored ? (
							<FormEditor
								key={open}
								stored={stored}
								start={
									stored
										? draftOf(stored)
										: model
											? { ...draftOf(model), fr: "", en: "" }
											: freshDraft(all, groups.data?.items ?? [], object)
								}
								attributes={all}
								roles={roles}
								onClose={() => show(null)}
								onMade={(f) => show(f.id)}
							/>
						) : (
							<>
								<FormList
									forms={items}
									attributes={all}
									roles={roles}
									onOpen={(id) => show(id)}
									onCopy={(f) => show("new", f.id)}
								/>
								<FormHistory forms={items} />
							</>
						);
					}}
				</Loaded>
			)}
		</Loaded>
	);
}
