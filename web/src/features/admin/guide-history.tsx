import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Guide, GuidePast } from "../../data/guides";
import { formatInstant } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Drawer } from "../../ui/drawer";
import { FormError } from "../../ui/form";
import { GuideText } from "../../views/guide/guide-text";
import { useGuidesPast, useKeepingGuides } from "./guide-kept";
import styles from "./guides.module.css";

// GuideHistory is who changed which guide when; each version can be read and kept again,
// and what was deleted comes back.
export function GuideHistory({ guides }: { guides: Guide[] }) {
	const { t, lang } = useLang();
	const past = useGuidesPast();
	const keeping = useKeepingGuides();
	const [read, setRead] = useState<GuidePast | null>(null);
	const back = useMutation({
		mutationFn: (p: GuidePast) => keeping.back(p.id, p.version, t("guide.one", { name: pick(p.title, lang) })),
		onSuccess: () => setRead(null),
	});
	const items = past.data ?? [];
	if (items.length === 0) return null;
	const now = new Map(guides.map((g) => [g.id, g.version]));
	return (
		<section className={styles.history} aria-labelledby="guides-history">
			<h2 id="guides-history">{t("forms.history")}</h2>
			<ol>
				{items.map((p) => {
					const name = pick(p.title, lang);
					const when = formatInstant(p.at);
					return (
						<li key={`${p.id} ${p.version}`}>
							<span>
								<strong>{name}</strong> {saidOf(p, t)}
								<span className={styles.quiet}>
									{" "}
									{p.by?.name} · {when}
								</span>
							</span>
							{!p.gone && now.get(p.id) !== p.version && (
								<Button small aria-label={t("guide.readOne", { name, when })} onPress={() => setRead(p)}>
									{t("guide.read")}
								</Button>
							)}
						</li>
					);
				})}
			</ol>
			{read && (
				<Drawer title={pick(read.title, lang)} isOpen onClose={() => setRead(null)}>
					<div className={styles.read}>
						<p className={styles.quiet}>
							{read.by?.name} · {formatInstant(read.at)}
						</p>
						<FormError error={back.error} />
						<GuideText text={pick(read.text, lang)} under={2} />
						<Button isPending={back.isPending} onPress={() => back.mutate(read)}>
							{t("guide.back")}
						</Button>
					</div>
				</Drawer>
			)}
		</section>
	);
}

// saidOf says what a version changed.
function saidOf(p: GuidePast, t: ReturnType<typeof useLang>["t"]): string {
	if (p.gone) return t("forms.past.gone");
	if (p.parts.length === 0) return t("forms.past.made");
	return p.parts.map((part) => t(`guide.past.${part}`)).join(", ");
}
