import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { api } from "../../api/client";
import type { Attribute } from "../../api/types";
import type { ConstantSays } from "../../data/constants";
import { keys } from "../../data/query-keys";
import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { FormError } from "../../ui/form";
import { TextLink } from "../../ui/link";
import type { ConstantPreview } from "./constants";
import styles from "./constants.module.css";

type Props = { name: string; says: ConstantSays; idle: boolean; used: string };

// ConstantEffect is what a change of a constant would do to what is computed from it,
// on the projects that the person sees, before anything is kept.
export function ConstantEffect({ name, says, idle, used }: Props) {
	const { t, lang } = useLang();
	const context = useFieldContext();
	const asked = useDeferredValue(says);
	const seen = useQuery({
		queryKey: [...keys.constants, "preview", name, asked],
		queryFn: ({ signal }) => api.post<ConstantPreview>(`/constants/${name}/preview`, asked, { signal }),
		enabled: !idle,
		placeholderData: keepPreviousData,
		retry: false,
	});
	const kind = fieldKind({ kind: "computed" });
	return (
		<section className={styles.effect} aria-label={t("constant.effect")} aria-busy={seen.isFetching}>
			<h3>{t("constant.effect")}</h3>
			<p className={styles.quiet}>{used ? t("constant.usedBy", { places: used }) : t("constant.unused")}</p>
			{!idle && <FormError error={seen.error} />}
			{!idle && seen.data && (
				<>
					<p role="status">{t("constant.moves", { count: seen.data.projects })}</p>
					{seen.data.attributes
						.filter((a) => a.projects > 0)
						.map((a) => {
							const attribute = { kind: "computed", gives: a.gives, key: a.key, choices: [] } as unknown as Attribute;
							return (
								<table key={a.key} className={styles.moved}>
									<caption>{t("constant.moved", { name: pick(a.label, lang), count: a.projects })}</caption>
									<tbody>
										{a.some.map((p) => (
											<tr key={p.project.id}>
												<th scope="row">
													<TextLink href={`/project/${p.project.id}`}>{p.project.name}</TextLink>
												</th>
												<td>{p.was == null ? "—" : kind.view(p.was, attribute, context)}</td>
												<td>
													<strong>{p.now == null ? "—" : kind.view(p.now, attribute, context)}</strong>
												</td>
											</tr>
										))}
									</tbody>
								</table>
							);
						})}
				</>
			)}
		</section>
	);
}
