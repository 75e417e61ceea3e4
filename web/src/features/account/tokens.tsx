import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { List, Token } from "../../api/types";
import { useToday } from "../../data/me";
import { keys } from "../../data/query-keys";
import { dayFromISO, formatAgo, formatDay, isoOfDay } from "../../format/day";
import { addMonths } from "../../format/read-day";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date-field";
import { Dialog } from "../../ui/dialog";
import { Form, fieldErrors, useDraft } from "../../ui/form";
import { Icon } from "../../ui/icon";
import { Section } from "../../ui/page";
import { RadioGroup } from "../../ui/radio";
import { Loaded } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { TextField } from "../../ui/text-field";
import { tellError } from "../../ui/toast-store";
import styles from "./account.module.css";

export function Tokens() {
	const t = useT();
	const queries = useQueryClient();
	const [creating, setCreating] = useState(false);
	const tokens = useQuery({
		queryKey: keys.tokens,
		queryFn: () => api.get<List<Token>>("/tokens").then((l) => l.items),
	});
	const remove = useMutation({
		mutationFn: (id: string) => api.remove(`/tokens/${id}`),
		onSuccess: () => queries.invalidateQueries({ queryKey: keys.tokens }),
		onError: (e) => tellError(e),
	});
	return (
		<Section
			id="tokens"
			title={t("token.title")}
			lead={t("token.lead")}
			actions={
				<Button icon="plus" onPress={() => setCreating(true)}>
					{t("token.new")}
				</Button>
			}
		>
			<Loaded query={tokens} lines={2}>
				{(items) =>
					items.length === 0 ? (
						<p className={styles.none}>{t("token.none")}</p>
					) : (
						<ul className={styles.items}>
							{items.map((k) => (
								<li key={k.id} className={styles.item}>
									<Icon name="token" />
									<div className={styles.words}>
										<div className={styles.main}>
											{k.name}
											<Badge>{t("token.scope", { scope: k.scope })}</Badge>
										</div>
										<div className={styles.note}>{tokenNote(k, t)}</div>
									</div>
									<Button
										small
										kind="danger"
										onPress={() => remove.mutate(k.id)}
										aria-label={t("token.removeOf", { name: k.name })}
									>
										{t("token.remove")}
									</Button>
								</li>
							))}
						</ul>
					)
				}
			</Loaded>
			{creating && <NewToken onClose={() => setCreating(false)} />}
		</Section>
	);
}

function tokenNote(k: Token, t: ReturnType<typeof useT>): string {
	const ends = k.expires
		? t("token.ends", { date: formatDay(dayFromISO(k.expires.slice(0, 10))) })
		: t("token.endless");
	const used = k.last_used ? t("token.used", { when: formatAgo(k.last_used, Date.now(), t) }) : t("token.unused");
	return `${ends} · ${used}`;
}

// NewToken shows the token itself once, when it is made.
function NewToken({ onClose }: { onClose: () => void }) {
	const t = useT();
	const today = useToday();
	const queries = useQueryClient();
	const [draft, set] = useDraft({ name: "", scope: "read", expires: addMonths(today, 12) - 1 });
	const create = useMutation({
		mutationFn: () => api.post<{ token: string }>("/tokens", { ...draft, expires: isoOfDay(draft.expires) }),
		onSuccess: () => queries.invalidateQueries({ queryKey: keys.tokens }),
	});
	if (create.data) {
		return (
			<Dialog
				title={t("token.made")}
				isOpen
				alert
				onClose={onClose}
				actions={
					<Button kind="primary" onPress={onClose}>
						{t("token.kept")}
					</Button>
				}
			>
				<Banner tone="warn">{t("token.once")}</Banner>
				<code className={styles.secret}>{create.data.token}</code>
				<Button icon="copy" onPress={() => void navigator.clipboard?.writeText(create.data.token)}>
					{t("action.copy")}
				</Button>
			</Dialog>
		);
	}
	const wrong = fieldErrors(create.error);
	return (
		<Dialog title={t("token.new")} isOpen onClose={onClose}>
			<Form onSubmit={() => draft.name && create.mutate()} error={create.error} label={t("token.new")}>
				<TextField
					label={t("token.name")}
					help={t("token.nameHelp")}
					error={wrong.name}
					value={draft.name}
					onChange={(name) => set({ name })}
					autoFocus
					required
				/>
				<RadioGroup
					label={t("token.may")}
					value={draft.scope}
					onChange={(scope) => set({ scope })}
					options={[
						{ id: "read", name: t("token.read"), note: t("token.readNote") },
						{ id: "write", name: t("token.write"), note: t("token.writeNote") },
					]}
				/>
				<DateField
					label={t("token.expires")}
					error={wrong.expires}
					value={draft.expires}
					onChange={(expires) => set({ expires })}
					today={today}
					min={today}
					max={addMonths(today, 12)}
					help={t("token.expiresHelp")}
					required
				/>
				<Button type="submit" kind="primary" isPending={create.isPending} isDisabled={!draft.name || !draft.expires}>
					{t("token.create")}
				</Button>
			</Form>
		</Dialog>
	);
}
