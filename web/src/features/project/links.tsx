import { useState } from "react";
import { api } from "../../api/client";
import type { Row } from "../../api/types";
import { useLookup } from "../../data/lookup";
import { useLinks, useWrite } from "../../data/projects";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { FormError } from "../../ui/form";
import { TextLink } from "../../ui/link";
import { Popover } from "../../ui/popover";
import { Select } from "../../ui/select";
import { tellError } from "../../ui/toast-store";
import styles from "./project.module.css";

// Kinds that begin with the other project are written from there.
const kinds = ["depends_on", "needed_by", "relates_to", "replaces", "replaced_by"] as const;
const around: Record<string, string> = { needed_by: "depends_on", replaced_by: "replaces" };

// Links ties a project to others.
export function Links({ project, canEdit }: { project: Row; canEdit: boolean }) {
	const { t, lang } = useLang();
	const links = useLinks(project.id);
	const remove = useWrite((id: string) => api.remove(`/projects/${project.id}/links/${id}`));
	return (
		<section className={styles.block} aria-labelledby="links">
			<h2 id="links" className={styles.heading}>
				{t("project.links.title")}
				{canEdit && <AddLink project={project} />}
			</h2>
			{links.data?.length === 0 && <p className={styles.note}>{t("project.links.none")}</p>}
			<ul className={styles.links}>
				{links.data?.map((l) => (
					<li key={l.id}>
						<span className={styles.kind}>{pick(l.label, lang)}</span>
						{l.project ? (
							<TextLink href={`/project/${l.project.id}`}>{l.project.name}</TextLink>
						) : (
							<em className={styles.note}>{t("project.links.external")}</em>
						)}
						{canEdit && (
							<IconButton
								small
								icon="close"
								label={t("project.links.remove", { name: l.project?.name ?? "" })}
								onPress={() => remove.mutate(l.id, { onError: (e) => tellError(e) })}
							/>
						)}
					</li>
				))}
			</ul>
		</section>
	);
}

function AddLink({ project }: { project: Row }) {
	const { t } = useLang();
	const [kind, setKind] = useState<string>("depends_on");
	const [typed, setTyped] = useState("");
	const [to, setTo] = useState<string | null>(null);
	const { options } = useLookup("project", typed);
	const add = useWrite(() =>
		around[kind]
			? api.post(`/projects/${to}/links`, { kind: around[kind], to: project.id })
			: api.post(`/projects/${project.id}/links`, { kind, to }),
	);
	return (
		<Popover label={t("project.links.add")} trigger={<IconButton small icon="plus" label={t("project.links.add")} />}>
			{(close) => (
				<div className={styles.compare}>
					<FormError error={add.error} />
					<Select
						label={t("project.links.kind")}
						options={kinds.map((k) => ({ id: k, name: t(`project.links.${k}`) }))}
						value={kind}
						onChange={setKind}
					/>
					<ComboBox
						label={t("project.title")}
						options={options.filter((o) => o.id !== project.id)}
						value={to}
						onType={setTyped}
						onChange={setTo}
						autoFocus
					/>
					<Button
						kind="primary"
						isDisabled={!to}
						isPending={add.isPending}
						onPress={() => add.mutate(undefined, { onSuccess: () => close() })}
					>
						{t("project.links.add")}
					</Button>
				</div>
			)}
		</Popover>
	);
}
