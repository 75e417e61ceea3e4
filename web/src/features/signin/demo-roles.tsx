import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "react-aria-components";
import { send } from "../../api/client";
import type { List, Me } from "../../api/types";
import { keys } from "../../data/query-keys";
import { type Bilingual, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Avatar } from "../../ui/avatar";
import { FormError } from "../../ui/form";
import { Loaded } from "../../ui/states";
import own from "./demo-roles.module.css";

type Persona = { login: string; name: string; role: string; title: Bilingual; about: Bilingual };

// DemoRoles are the people of a demonstration, one of every role: choosing one
// signs in as that person.
export function DemoRoles() {
	const { t, lang } = useLang();
	const queries = useQueryClient();
	const people = useQuery({
		queryKey: keys.personas,
		queryFn: () => send<List<Persona>>("GET", "/demo/accounts", { quiet: true }),
		staleTime: Number.POSITIVE_INFINITY,
	});
	const enter = useMutation({
		mutationFn: (login: string) => send<Me>("POST", "/demo/session", { body: { login }, quiet: true }),
		onSuccess: async (me) => {
			// The page keeps the language that was chosen on the way in.
			if (me.language !== lang) me = await send<Me>("PATCH", "/me", { body: { language: lang } });
			queries.setQueryData(keys.me, me);
		},
	});
	return (
		<>
			<FormError error={enter.error} />
			<Loaded query={people} lines={4}>
				{({ items }) => (
					<ul className={own.roles} aria-label={t("demo.roles")}>
						{items.map((p) => (
							<li key={p.login}>
								<Button
									className={own.role ?? ""}
									onPress={() => enter.mutate(p.login)}
									isPending={enter.isPending && enter.variables === p.login}
								>
									<Avatar name={p.name} size={32} />
									<span className={own.words}>
										<strong>{pick(p.title, lang)}</strong>
										<span className={own.name}>{p.name}</span>
										<span className={own.about}>{pick(p.about, lang)}</span>
									</span>
								</Button>
							</li>
						))}
					</ul>
				)}
			</Loaded>
		</>
	);
}
