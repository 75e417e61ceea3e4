import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, send } from "../../api/client";
import { Outdated } from "../../api/problem";
import { useAttributes } from "../../data/catalogue";
import type { ProjectType, Types } from "../../data/lifecycles";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { FormError, FormSection, useDraft } from "../../ui/form";
import { LifeDiagram } from "../../ui/life-diagram";
import { EmptyState } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { draftOf, type LifeDraft, same, suggested } from "./life";
import { LifeHistory } from "./life-history";
import { LifeImpact, useImpact } from "./life-impact";
import { LifeMatrix } from "./life-matrix";
import { LifeMove } from "./life-move";
import { lifeObjects, lifePath, useLifeObject, useLifeWords } from "./life-object";
import { LifePublish } from "./life-publish";
import { LifeStages } from "./life-stages";
import { LifeVariants } from "./life-variants";
import styles from "./types.module.css";

// LifeDrawing is where the life of one type is drawn, tried on what there is of it, and
// published.
export function LifeDrawing({ type, types, onSaved }: { type: ProjectType; types: Types; onSaved: () => void }) {
	const { t, lang } = useLang();
	const w = useLifeWords();
	const object = useLifeObject();
	const queries = useQueryClient();
	const attributes = useAttributes(object).data ?? [];
	const start = draftOf(type, lang);
	const [way, setWay] = useState<[from: string, to: string] | null>(null);
	const [publishing, setPublishing] = useState(false);
	const all = attributes.find((a) => a.key === lifeObjects[object].stage)?.choices.filter((c) => !c.retired) ?? [];
	const nameOf = (key: string) => pick(all.find((c) => c.key === key)?.label, lang) || key;
	const read = async () => {
		await queries.invalidateQueries({ queryKey: keys.types });
		onSaved();
	};
	// What others kept meanwhile is said once; keeping again keeps what is drawn here.
	const [told, setTold] = useState<unknown>(null);
	const outdated = (error: unknown) => {
		if (!(error instanceof Outdated)) return;
		setTold(error);
		void queries.invalidateQueries({ queryKey: keys.types });
	};
	const keep = useMutation({
		mutationFn: (what: "draft" | "drop" | "free"): Promise<unknown> => {
			const path = (what: string) => lifePath(object, type.key, what);
			if (what === "drop") return api.remove(path("draft"), from);
			if (what === "free") return api.post(path("free"), undefined, { version: from });
			return send("PUT", path("draft"), { body: draft, version: from });
		},
		onSuccess: read,
		onError: outdated,
	});
	const [{ life: draft }, set, , from] = useDraft({ life: start }, type.version, told);
	const setDraft = (life: LifeDraft) => set({ life });
	const impact = useImpact(type.key, draft);
	const dirty = !same(start, draft);
	const problem = (at: string) => impact.data?.problems.find((p) => p.location.startsWith(at))?.message;
	if (draft.stages.length === 0)
		return (
			<div className={styles.page}>
				<EmptyState
					icon="field"
					title={w("none", { count: type.projects })}
					action={
						<Button kind="primary" onPress={() => setDraft(suggested(all))}>
							{t("life.begin")}
						</Button>
					}
				>
					{w("noneText")}
				</EmptyState>
				<LifeHistory type={type} onDone={read} />
			</div>
		);
	return (
		<div className={styles.page}>
			<div className={styles.main}>
				<p className={styles.state}>
					<Badge tone={type.holds ? "good" : "neutral"}>{t(type.holds ? "life.state.holds" : "life.state.free")}</Badge>
					{(type.draft || dirty) && <Badge tone="warn">{t("life.state.draft")}</Badge>}
					{dirty && <span className={styles.quiet}>{t("life.unsaved")}</span>}
				</p>
				<FormSection title={t("life.diagram")}>
					<LifeDiagram draft={draft} nameOf={nameOf} chosen={way} />
				</FormSection>
				<FormSection title={t("life.stages")}>
					<LifeStages
						{...{ draft, attributes, all, nameOf, problem }}
						impact={impact.data}
						onChange={(d) => {
							setDraft(d);
							setWay(null);
						}}
					/>
				</FormSection>
				<FormSection title={t("life.moves")}>
					<p className={styles.quiet}>{t("life.movesText")}</p>
					<LifeMatrix
						{...{ draft, nameOf }}
						impact={impact.data}
						chosen={way}
						onChange={setDraft}
						onChoose={(from, to) => setWay([from, to])}
					/>
					{way && (
						<LifeMove
							key={way.join(" ")}
							{...{ draft, attributes, nameOf }}
							roles={types.roles}
							from={way[0]}
							to={way[1]}
							problem={problem}
							onChange={setDraft}
							onClose={() => setWay(null)}
						/>
					)}
				</FormSection>
				{object === "project" && (
					<FormSection title={t("life.variants")}>
						<LifeVariants draft={draft} attributes={attributes} problem={problem} onChange={setDraft} />
					</FormSection>
				)}
			</div>
			<div className={styles.aside}>
				<LifeImpact draft={draft} impact={impact} nameOf={nameOf} attributes={attributes} type={type.key} />
				<FormError error={keep.error} />
				<div className={styles.actions}>
					<Button
						kind="primary"
						isDisabled={!impact.data || impact.data.problems.length > 0 || (!dirty && !type.draft)}
						onPress={() => setPublishing(true)}
					>
						{t("life.publish")}
					</Button>
					<Button isDisabled={!dirty} isPending={keep.isPending} onPress={() => keep.mutate("draft")}>
						{t("life.keep")}
					</Button>
					{dirty && <Button onPress={() => setDraft(start)}>{t("action.cancel")}</Button>}
					{type.draft && !dirty && <Button onPress={() => keep.mutate("drop")}>{t("life.drop")}</Button>}
				</div>
				{type.holds && !dirty && !type.draft && (
					<Banner>
						{w("freeText")}{" "}
						<Button small onPress={() => keep.mutate("free")}>
							{t("life.free")}
						</Button>
					</Banner>
				)}
				<LifeHistory type={type} onDone={read} />
			</div>
			{publishing && impact.data && (
				<LifePublish
					{...{ draft, nameOf }}
					type={{ ...type, version: from }}
					impact={impact.data}
					onClose={() => setPublishing(false)}
					onOutdated={outdated}
					onDone={async () => {
						setPublishing(false);
						await read();
					}}
				/>
			)}
		</div>
	);
}
