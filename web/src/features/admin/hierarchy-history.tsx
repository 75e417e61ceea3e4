import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Hierarchy, HierarchyNode } from "../../data/hierarchies";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { FormError } from "../../ui/form";
import admin from "./admin.module.css";
import styles from "./forms.module.css";
import { useNodes, usePast } from "./hierarchy-kept";

// HierarchyHistory is who changed which node when; each version can be restored, and
// what was deleted comes back.
export function HierarchyHistory({ hierarchy, nodes }: { hierarchy: Hierarchy; nodes: readonly HierarchyNode[] }) {
	const { t } = useLang();
	const [open, setOpen] = useState(false);
	return (
		<section className={styles.history} aria-labelledby="hierarchy-history">
			<h2 id="hierarchy-history" className={admin.folded}>
				<Button kind="quiet" icon={open ? "chevron-down" : "chevron-right"} onPress={() => setOpen(!open)}>
					{t("hierarchy.history")}
				</Button>
			</h2>
			{open && <Versions hierarchy={hierarchy} nodes={nodes} />}
		</section>
	);
}

function Versions({ hierarchy, nodes }: { hierarchy: Hierarchy; nodes: readonly HierarchyNode[] }) {
	const { t, lang, locale } = useLang();
	const past = usePast(hierarchy.id);
	const kept = useNodes(hierarchy.id);
	const back = useMutation({ mutationFn: (p: { id: string; version: number }) => kept.back(p.id, p.version) });
	const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
	const now = new Map(nodes.map((n) => [n.id, n.version]));
	return (
		<>
			<FormError error={back.error} />
			<ol>
				{(past.data ?? []).slice(0, 50).map((p) => {
					const name = p.node ? pick(p.node.label, lang) : pick(hierarchy.label, lang);
					const parts = p.parts.map((part) => t(`hierarchy.past.${part}`)).join(", ");
					const at = when.format(new Date(p.at));
					return (
						<li key={`${p.id} ${p.version}`}>
							<span>
								<strong>{name}</strong> {p.gone ? t("hierarchy.past.gone") : parts}
								<span className={styles.quiet}>
									{" "}
									{p.by?.name} · {at}
								</span>
							</span>
							{p.entity === "node" && !p.gone && now.get(p.id) !== p.version && (
								<Button
									small
									aria-label={t("hierarchy.restoreOne", { name, when: at })}
									onPress={() => back.mutate({ id: p.id, version: p.version })}
								>
									{t("hierarchy.restore")}
								</Button>
							)}
						</li>
					);
				})}
			</ol>
		</>
	);
}
