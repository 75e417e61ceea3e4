import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import { useAttributes } from "../../data/catalogue";
import { keys } from "../../data/query-keys";
import { type Template, type TemplateSays, useTemplateSections, useTemplates } from "../../data/templates";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { EmptyState, Loaded } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { useParam } from "../../url/use-search";
import { AdminFrame } from "./admin-frame";
import { blank, type Says } from "./template-draft";
import { TemplateEditor } from "./template-editor";
import styles from "./templates.module.css";

// TemplatesPage is the templates of projects, and one of them being written: from
// nothing, from another one, or from a project.
export default function TemplatesPage() {
	const { t } = useLang();
	const [open, setOpen] = useParam("open");
	const [from, setFrom] = useParam("from");
	const [project, setProject] = useParam("project");
	const templates = useTemplates(true);
	const taken = useQuery({
		queryKey: [...keys.templates, "taken", project],
		queryFn: ({ signal }) => api.get<TemplateSays>(`/projects/${project}/template`, undefined, signal),
		enabled: project !== "",
		staleTime: Number.POSITIVE_INFINITY,
	});
	const show = (id: string | null) => {
		setFrom(null);
		setProject(null);
		setOpen(id);
	};
	const items = templates.data?.items ?? [];
	const stored = items.find((one) => one.id === open) ?? null;
	const model = items.find((one) => one.id === from);
	const making = open === "new" || project !== "";
	return (
		<AdminFrame
			title={t("template.title")}
			lead={t("template.lead")}
			actions={
				!stored &&
				!making && (
					<Button kind="primary" icon="plus" onPress={() => show("new")}>
						{t("template.new")}
					</Button>
				)
			}
		>
			<Loaded query={templates}>
				{() => {
					if (project && !taken.data) return <Loaded query={taken}>{() => null}</Loaded>;
					if (stored || making)
						return (
							<TemplateEditor
								key={`${open} ${project} ${stored?.id ?? ""}`}
								stored={stored}
								start={startOf(stored ?? taken.data ?? model ?? null, !!model && !stored)}
								onClose={() => show(null)}
								onMade={(one) => show(one.id)}
							/>
						);
					return (
						<TemplateList
							items={items}
							onOpen={show}
							onCopy={(id) => {
								setFrom(id);
								setOpen("new");
							}}
						/>
					);
				}}
			</Loaded>
		</AdminFrame>
	);
}

function startOf(from: Says | null, copy: boolean): Says {
	if (!from) return blank;
	const { name, description, type, variant, proposed, sections } = from;
	return { name: copy ? { en: "", fr: "" } : name, description, type, variant, proposed: proposed && !copy, sections };
}

type ListProps = { items: readonly Template[]; onOpen: (id: string) => void; onCopy: (id: string) => void };

function TemplateList({ items, onOpen, onCopy }: ListProps) {
	const { t, lang } = useLang();
	const types = useAttributes().data?.find((a) => a.key === "type")?.choices ?? [];
	const sections = useTemplateSections().data ?? [];
	if (items.length === 0)
		return (
			<EmptyState icon="copy" title={t("template.noneYet")}>
				{t("template.noneYetText")}
			</EmptyState>
		);
	return (
		<ul className={styles.listed}>
			{items.map((one) => {
				const name = pick(one.name, lang);
				const type = types.find((c) => c.key === one.type);
				const holds = (one.sections ?? []).map((s) => {
					const title = pick(sections.find((x) => x.key === s.kind)?.title, lang);
					return `${title} (${s.lines?.length ?? 0})`;
				});
				return (
					<li key={one.id}>
						<div className={styles.about}>
							<button type="button" className={styles.name} onClick={() => onOpen(one.id)}>
								{name}
							</button>
							<span className={styles.quiet}>{holds.join(" · ")}</span>
						</div>
						<span className={styles.marks}>
							<Badge>{type ? pick(type.label, lang) : t("template.any")}</Badge>
							{one.proposed && <Badge tone="accent">{t("template.first")}</Badge>}
							{one.retired && <Badge tone="warn">{t("template.retired")}</Badge>}
						</span>
						<span className={styles.quiet}>{t("template.uses", { applied: one.applied, made: one.made })}</span>
						<IconButton small icon="copy" label={t("template.copy", { name })} onPress={() => onCopy(one.id)} />
					</li>
				);
			})}
		</ul>
	);
}
