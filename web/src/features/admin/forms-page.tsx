import { useAttributeGroups } from "../../data/attribute-groups";
import { useAttributes } from "../../data/catalogue";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Loaded } from "../../ui/states";
import { useParam } from "../../url/use-search";
import { AdminFrame } from "./admin-frame";
import { draftOf, freshDraft } from "./form-draft";
import { FormEditor } from "./form-editor";
import { FormHistory } from "./form-history";
import { useForms } from "./form-kept";
import { FormList } from "./form-list";

// FormsPage is the forms in the order in which they are tried, and one of them
// being designed beside a project that is read with it.
export default function FormsPage() {
	const t = useT();
	const [open, setOpen] = useParam("open");
	const [from, setFrom] = useParam("from");
	const attributes = useAttributes();
	const groups = useAttributeGroups();
	const forms = useForms();
	const show = (id: string | null) => {
		setFrom(null);
		setOpen(id);
	};
	const stored = forms.data?.items.find((f) => f.id === open) ?? null;
	const model = forms.data?.items.find((f) => f.id === from);
	const editing = (open === "new" && !groups.isPending) || stored !== null;
	return (
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
			<Loaded query={forms}>
				{({ items, roles }) => (
					<Loaded query={attributes}>
						{(all) =>
							editing ? (
								<FormEditor
									key={open}
									stored={stored}
									start={
										stored
											? draftOf(stored)
											: model
												? { ...draftOf(model), fr: "", en: "" }
												: freshDraft(all, groups.data?.items ?? [])
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
										onOpen={show}
										onCopy={(f) => {
											setFrom(f.id);
											setOpen("new");
										}}
									/>
									<FormHistory forms={items} />
								</>
							)
						}
					</Loaded>
				)}
			</Loaded>
		</AdminFrame>
	);
}
