import { useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { inGroups, useAttributeGroups } from "../../data/attribute-groups";
import { useAttributes } from "../../data/catalogue";
import { useGuides } from "../../data/guides";
import { useTypes } from "../../data/lifecycles";
import { useTemplates } from "../../data/templates";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { PageFrame, Section } from "../../ui/page";
import { SearchField } from "../../ui/search-field";
import { EmptyState, Loaded } from "../../ui/states";
import { useParam } from "../../url/use-search";
import { found, type ObjectName, objects, type Word, wordsOf } from "./glossary";
import { GlossaryWord } from "./glossary-word";
import styles from "./method.module.css";
import { guidesFound, MethodGuides } from "./method-guides";
import { MethodType } from "./method-type";

// MethodPage is the method of the organisation, for everyone to read: how each type
// of project goes, what templates there are, and what every word means.
export default function MethodPage() {
	const { t, lang } = useLang();
	const types = useTypes();
	const templates = useTemplates();
	const guides = useGuides();
	const stages = useAttributes().data?.find((a) => a.key === "stage")?.choices ?? [];
	const hash = useRouterState({ select: (s) => s.location.hash });
	const written = guides.data?.items ?? [];
	const [looked, setLooked] = useParam("find");
	return (
		<PageFrame
			title={t("method.title")}
			lead={t("method.lead")}
			actions={
				<Button icon="export" onPress={() => window.print()}>
					{t("project.print")}
				</Button>
			}
			tools={
				<SearchField
					label={t("method.search")}
					value={looked}
					onChange={(v) => setLooked(v || null, { replace: true })}
				/>
			}
		>
			<div className={styles.method}>
				{guides.data && (
					<MethodGuides guides={written} roles={guides.data.roles} stages={stages} looked={looked} hash={hash} />
				)}
				{!looked && (
					<>
						<Section title={t("method.types")} lead={t("method.typesLead")}>
							<Loaded query={types}>
								{({ items, roles }) => {
									const drawn = items.filter((x) => x.holds);
									if (drawn.length === 0) return <p className={styles.quiet}>{t("method.noTypes")}</p>;
									return drawn.map((type) => (
										<MethodType key={type.key} type={type} roles={roles} guides={written} hash={hash} />
									));
								}}
							</Loaded>
						</Section>
						{(templates.data?.items.length ?? 0) > 0 && (
							<Section title={t("method.templates")} lead={t("method.templatesLead")}>
								<ul className={styles.templates}>
									{templates.data?.items.map((x) => (
										<li key={x.id}>
											<strong>{pick(x.name, lang)}</strong>
											<span>{pick(x.description, lang)}</span>
										</li>
									))}
								</ul>
							</Section>
						)}
					</>
				)}
				<Glossary
					looked={looked}
					hash={hash}
					alone={guidesFound(written, looked).length === 0}
					guides={guides.isFetched}
				/>
			</div>
		</PageFrame>
	);
}

type GlossaryProps = {
	looked: string;
	// hash: what the address leads to
	hash: string;
	// alone: nothing else was found of what is looked for
	alone: boolean;
	// guides: they are there
	guides: boolean;
};

function Glossary({ looked, hash, alone, guides }: GlossaryProps) {
	const { t } = useLang();
	const types = useTypes();
	const project = useAttributes("project");
	const milestone = useAttributes("milestone");
	const risk = useAttributes("risk");
	const action = useAttributes("action");
	const decision = useAttributes("decision");
	const held = { project, milestone, risk, action, decision };
	const lists = objects.map((o) => held[o].data);
	const ready = types.data !== undefined && lists.every(Boolean);
	const words = objects.map((o, i) => ({ object: o, words: wordsOf(o, lists[i] ?? [], types.data?.items ?? []) }));
	const shown = words.map((g) => ({ ...g, words: found(g.words, looked) })).filter((g) => g.words.length > 0);
	useArrival(ready && guides, hash);
	if (ready && shown.length === 0 && !alone) return null;
	return (
		<Section title={t("method.glossary")} lead={t("method.glossaryLead")}>
			<Loaded query={project}>
				{() =>
					ready && shown.length === 0 ? (
						<EmptyState icon="search" title={t("method.nothing", { looked })} />
					) : (
						shown.map((g) => <WordsOf key={g.object} object={g.object} words={g.words} />)
					)
				}
			</Loaded>
		</Section>
	);
}

function WordsOf({ object, words }: { object: ObjectName; words: readonly Word[] }) {
	const { t, lang } = useLang();
	const groups = useAttributeGroups().data?.items ?? [];
	const stages = useAttributes("project").data?.find((a) => a.key === "stage")?.choices ?? [];
	return (
		<section className={styles.object} aria-labelledby={`words-${object}`}>
			<h3 id={`words-${object}`}>{t("method.of", { object })}</h3>
			{inGroups(
				words.map((w) => ({ ...w, section: w.attribute.section })),
				groups,
			).map((g, _, all) => (
				<div key={g.key} className={styles.grouped}>
					{all.length > 1 && <h4>{g.label ? pick(g.label, lang) : t("portfolio.columns.others")}</h4>}
					<dl className={styles.words}>
						{g.attributes.map((w) => (
							<GlossaryWord key={w.id} word={w} stages={stages} />
						))}
					</dl>
				</div>
			))}
		</section>
	);
}

// useArrival goes to the word or the guide that the address names, once it is there, and
// to the next one that it names.
function useArrival(ready: boolean, hash: string) {
	const [gone, setGone] = useState("");
	useEffect(() => {
		const id = decodeURIComponent(hash);
		if (!ready || gone === id) return;
		setGone(id);
		const place = id ? document.getElementById(id) : null;
		place?.scrollIntoView({ block: place.tagName === "DETAILS" ? "start" : "center" });
		(place?.querySelector<HTMLElement>(":scope > summary") ?? place)?.focus({ preventScroll: true });
	}, [ready, gone, hash]);
}
