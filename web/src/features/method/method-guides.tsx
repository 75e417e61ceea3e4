import { useState } from "react";
import { type Guide, type GuideRole, guideId } from "../../data/guides";
import { fold } from "../../format/fold";
import { type Bilingual, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { TextLink } from "../../ui/link";
import { Section } from "../../ui/page";
import { GuideText } from "../../views/guide/guide-text";
import { usePrinting } from "../../views/print/use-printing";
import styles from "./method.module.css";

// GuideFold is a guide under its title: folded until it is opened, led to, or printed.
export function GuideFold({ guide, hash, under, open }: { guide: Guide; hash: string; under: number; open?: boolean }) {
	const { lang } = useLang();
	const printing = usePrinting();
	const id = guideId(guide.key);
	const [unfolded, setUnfolded] = useState(open ?? false);
	const [led, setLed] = useState("");
	if (hash !== led) {
		setLed(hash);
		if (hash === id) setUnfolded(true);
	}
	const text = pick(guide.text, lang);
	return (
		<details
			className={styles.guide}
			id={id}
			open={unfolded || printing}
			onToggle={(e) => !printing && setUnfolded(e.currentTarget.open)}
		>
			<summary>{pick(guide.title, lang)}</summary>
			<GuideText text={text} under={under} />
		</details>
	);
}

// GuideLinks leads to guides that stand further down on the page.
export function GuideLinks({ guides }: { guides: readonly Guide[] }) {
	const { t, lang } = useLang();
	if (guides.length === 0) return null;
	return (
		<p className={styles.guideLinks}>
			<span className={styles.quiet}>{t("method.guide")}</span>{" "}
			{guides.map((g, i) => (
				<span key={g.key}>
					{i > 0 && ", "}
					<TextLink href={`/method#${guideId(g.key)}`}>{pick(g.title, lang)}</TextLink>
				</span>
			))}
		</p>
	);
}

// guidesFound are the guides in which every word that is looked for stands, in either
// language.
export function guidesFound(guides: readonly Guide[], looked: string): Guide[] {
	const parts = fold(looked).split(/\s+/).filter(Boolean);
	return guides.filter((g) => {
		const text = fold([g.title.fr, g.title.en, g.text.fr, g.text.en].join(" "));
		return parts.every((p) => text.includes(p));
	});
}

type Props = {
	guides: readonly Guide[];
	roles: readonly GuideRole[];
	stages: readonly { key: string; label: Bilingual }[];
	looked: string;
	hash: string;
};

// MethodGuides is the guides that stand by themselves: those about everything, then those
// about a stage of any type, and about the work of a role.
export function MethodGuides({ guides, roles, stages, looked, hash }: Props) {
	const { t, lang } = useLang();
	const shown = looked ? guidesFound(guides, looked) : guides.filter((g) => !g.type);
	if (shown.length === 0) return null;
	const all = looked ? shown : shown.filter((g) => !g.stage && !g.role);
	const groups = looked
		? []
		: [
				...stages.map((s) => ({
					key: `stage ${s.key}`,
					title: t("method.guidesAt", { stage: pick(s.label, lang) }),
					guides: shown.filter((g) => g.stage === s.key),
				})),
				...roles.map((r) => ({
					key: `role ${r.key}`,
					title: t("method.guidesFor", { role: pick(r.label, lang) }),
					guides: shown.filter((g) => !g.stage && g.role === r.key),
				})),
			].filter((x) => x.guides.length > 0);
	const few = all.length < 3;
	return (
		<Section title={t("method.guides")} lead={t("method.guidesLead")}>
			<div>
				{all.map((g) => (
					<GuideFold key={g.key} guide={g} hash={hash} under={2} open={few} />
				))}
			</div>
			{groups.map((x) => (
				<section key={x.key} className={styles.guides}>
					<h3>{x.title}</h3>
					{x.guides.map((g) => (
						<GuideFold key={g.key} guide={g} hash={hash} under={3} />
					))}
				</section>
			))}
		</Section>
	);
}
