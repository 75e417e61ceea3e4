import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import type { List } from "../../api/types";
import { useLookup } from "../../data/lookup";
import { useToday } from "../../data/me";
import { keys } from "../../data/query-keys";
import { dayFromISO, formatDay, isoOfDay } from "../../format/day";
import type { Translate } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { DateField } from "../../ui/date-field";
import { Dialog } from "../../ui/dialog";
import { Form, FormError, FormRow, fieldErrors, useDraft } from "../../ui/form";
import { Icon } from "../../ui/icon";
import { Section } from "../../ui/page";
import { Loaded } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { TextField } from "../../ui/text-field";
import { tellError } from "../../ui/toast-store";
import styles from "./delegations.module.css";

type Delegation = components["schemas"]["DelegationOut"];

// Delegations are who acts for a person and for whom that person acts: one's own,
// or those of somebody whom one manages.
export function Delegations({ user }: { user?: string }) {
	const t = useT();
	const queries = useQueryClient();
	const [creating, setCreating] = useState(false);
	const found = useQuery({
		queryKey: [...keys.delegations, user ?? ""],
		queryFn: () => api.get<List<Delegation>>("/delegations", { user }).then((l) => l.items),
	});
	const end = useMutation({
		mutationFn: (id: string) => api.remove(`/delegations/${id}`),
		onSuccess: () => queries.invalidateQueries({ queryKey: keys.delegations }),
		onError: (e) => tellError(e),
	});
	return (
		<Section
			id="delegations"
			title={t("delegation.title")}
			lead={t("delegation.lead")}
			actions={
				<Button icon="plus" onPress={() => setCreating(true)}>
					{t("delegation.new")}
				</Button>
			}
		>
			<Loaded query={found} lines={2}>
				{(items) =>
					items.length === 0 ? (
						<p className={styles.none}>{t("delegation.none")}</p>
					) : (
						<ul className={styles.items}>
							{items.map((d) => (
								<li key={d.id} className={styles.item} data-over={isOver(d) || undefined}>
									<Icon name="users" />
									<div className={styles.words}>
										<div className={styles.main}>
											{t("delegation.acts", { to: d.to.name, from: d.from.name })}
											<Badge>{t(`delegation.state.${d.state as "running"}`)}</Badge>
										</div>
										<div className={styles.note}>{said(d, t)}</div>
										{d.note && <div className={styles.note}>{d.note}</div>}
									</div>
									{!isOver(d) && (
										<Button
											small
											kind="danger"
											onPress={() => end.mutate(d.id)}
											aria-label={t("delegation.endOf", { name: d.to.name })}
										>
											{t("delegation.end")}
										</Button>
									)}
								</li>
							))}
						</ul>
					)
				}
			</Loaded>
			{creating && <NewDelegation user={user} onClose={() => setCreating(false)} />}
		</Section>
	);
}

const isOver = (d: Delegation) => d.state === "over" || d.state === "ended";

function said(d: Delegation, t: Translate): string {
	const days = t("delegation.days", {
		begin: formatDay(dayFromISO(d.begin)),
		until: formatDay(dayFromISO(d.until)),
	});
	const roles = (d.roles ?? []).map((r) => r.name).join(", ") || t("delegation.allRoles");
	const units = (d.units ?? []).map((u) => u.name).join(", ") || t("delegation.everywhere");
	return [days, roles, units].join(" · ");
}

function NewDelegation({ user, onClose }: { user?: string; onClose: () => void }) {
	const t = useT();
	const today = useToday();
	const queries = useQueryClient();
	const [typed, setTyped] = useState("");
	const [draft, set] = useDraft({ to: "", begin: today, until: today + 14, unit: "", note: "" });
	const people = useLookup("user", typed);
	const units = useLookup("unit", "");
	const create = useMutation({
		mutationFn: () =>
			api.post("/delegations", {
				from: user,
				to: draft.to,
				begin: isoOfDay(draft.begin),
				until: isoOfDay(draft.until),
				units: draft.unit ? [draft.unit] : [],
				note: draft.note,
			}),
		onSuccess: async () => {
			await queries.invalidateQueries({ queryKey: keys.delegations });
			onClose();
		},
	});
	const wrong = fieldErrors(create.error);
	return (
		<Dialog
			title={t("delegation.new")}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button
						kind="primary"
						isDisabled={!draft.to || !draft.until}
						isPending={create.isPending}
						onPress={() => create.mutate()}
					>
						{t("delegation.make")}
					</Button>
				</>
			}
		>
			<Form onSubmit={() => create.mutate()} label={t("delegation.new")}>
				<FormError error={create.error} />
				<Banner>{t("delegation.limits")}</Banner>
				<ComboBox
					label={t("delegation.to")}
					error={wrong.to}
					options={people.options}
					value={draft.to || null}
					onChange={(to) => set({ to: to ?? "" })}
					onType={setTyped}
					required
				/>
				<FormRow>
					<DateField
						label={t("delegation.begin")}
						error={wrong.begin}
						value={draft.begin}
						today={today}
						onChange={(begin) => set({ begin })}
					/>
					<DateField
						label={t("delegation.until")}
						error={wrong.until}
						value={draft.until}
						today={today}
						onChange={(until) => set({ until })}
					/>
				</FormRow>
				<ComboBox
					label={t("delegation.unit")}
					help={t("delegation.unitHelp")}
					error={wrong.units}
					options={units.options}
					value={draft.unit || null}
					onChange={(unit) => set({ unit: unit ?? "" })}
				/>
				<TextField label={t("delegation.note")} value={draft.note} onChange={(note) => set({ note })} />
			</Form>
		</Dialog>
	);
}
