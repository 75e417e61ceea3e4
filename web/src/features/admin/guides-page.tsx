import { useAttributes } from "../../data/catalogue";
import { type GuideSays, useGuides } from "../../data/guides";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { TextLink } from "../../ui/link";
import { EmptyState, Loaded } from "../../ui/states";
import { useParam } from "../../url/use-search";
import { AdminFrame } from "./admin-frame";
import { GuideEditor, saysOf } from "./guide-editor";
import { GuideHistory } from "./guide-history";
import { GuideList } from "./guide-list";

const blank: GuideSays = {
	title: { en: "", fr: "" },
	text: { en: "", fr: "" },
	type: "",
	stage: "",
	role: "",
	readers: [],
};

// GuidesPage is the guides of the method in their order, and one of them being written.
export default function GuidesPage() {
	const { t } = useLang();
	const [open, setOpen] = useParam("open");
	const guides = useGuides();
	const attributes = useAttributes();
	const stored = guides.data?.items.find((g) => g.id === open) ?? null;
	const editing = open === "new" || stored !== null;
	const add = (
		<Button kind="primary" icon="plus" onPress={() => setOpen("new")}>
			{t("guide.new")}
		</Button>
	);
	return (
		<AdminFrame
			title={t("guide.title")}
			lead={
				<>
					{t("guide.lead")} <TextLink href="/method">{t("guide.see")}</TextLink>
				</>
			}
			actions={!editing && (guides.data?.items.length ?? 0) > 0 && add}
		>
			<Loaded query={guides}>
				{({ items, roles }) => (
					<Loaded query={attributes}>
						{(all) => {
							if (editing)
								return (
									<GuideEditor
										key={open}
										stored={stored}
										start={stored ? saysOf(stored) : blank}
										attributes={all}
										roles={roles}
										onClose={() => setOpen(null)}
										onMade={(g) => setOpen(g.id)}
									/>
								);
							return (
								<>
									{items.length === 0 ? (
										<EmptyState icon="file" title={t("guide.none")} action={add}>
											{t("guide.noneText")}
										</EmptyState>
									) : (
										<GuideList guides={items} attributes={all} roles={roles} onOpen={setOpen} />
									)}
									<GuideHistory guides={items} />
								</>
							);
						}}
					</Loaded>
				)}
			</Loaded>
		</AdminFrame>
	);
}
