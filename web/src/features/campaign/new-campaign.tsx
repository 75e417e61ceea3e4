import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api/client";
import type { Id, List, Role } from "../../api/types";
import { type Option, useLookup } from "../../data/lookup";
import { useToday } from "../../data/me";
import { keys } from "../../data/query-keys";
import { isoOfDay } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang, useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { DateField } from "../../ui/date-field";
import { Dialog } from "../../ui/dialog";
import { Form, FormError, FormRow, fieldErrors, useDraft } from "../../ui/form";
import { Tag } from "../../ui/tag";
import { TextField } from "../../ui/text-field";
import styles from "./campaign.module.css";
import type { Campaign, Preview } from "./queries";

// NewCampaign starts a campaign; before it does, it says how much that asks of whom.
export function NewCampaign({ onClose }: { onClose: () => void }) {
	const { t, lang } = useLang();
	const today = useToday();
	const queries = useQueryClient();
	const navigate = useNavigate();
	const [draft, set] = useDraft({ name: "", note: "", due: today + 14 });
	const [units, setUnits] = useState<Option[]>([]);
	const [roles, setRoles] = useState<Option[]>([]);
	const [people, setPeople] = useState<Option[]>([]);
	const [typed, setTyped] = useState("");
	const known = useQuery({
		queryKey: [...keys.roles, "campaign"],
		queryFn: () => api.get<List<Role>>("/roles").then((l) => l.items),
	});
	const scope = { units: ids(units), roles: ids(roles), reviewers: ids(people) };
	const start = useMutation({
		mutationFn: () =>
			api.post<Campaign>("/access-campaigns", {
				name: draft.name,
				note: draft.note,
				due: isoOfDay(draft.due),
				...scope,
			}),
		onSuccess: async (c) => {
			await queries.invalidateQueries({ queryKey: keys.campaigns });
			await navigate({ to: `/access-campaigns/${c.id}` });
		},
	});
	const wrong = fieldErrors(start.error);
	return (
		<Dialog
			title={t("campaign.new")}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button
						kind="primary"
						isDisabled={!draft.name.trim() || !draft.due}
						isPending={start.isPending}
						onPress={() => start.mutate()}
					>
						{t("campaign.start")}
					</Button>
				</>
			}
		>
			<Form onSubmit={() => start.mutate()} label={t("campaign.new")}>
				<FormError error={start.error} />
				<FormRow>
					<TextField
						label={t("campaign.name")}
						error={wrong.name}
						value={draft.name}
						onChange={(name) => set({ name })}
						required
						autoFocus
					/>
					<DateField
						label={t("campaign.due")}
						error={wrong.due}
						value={draft.due}
						today={today}
						onChange={(due) => set({ due })}
					/>
				</FormRow>
				<Several
					label={t("campaign.units")}
					help={t("campaign.unitsHelp")}
					error={wrong.units}
					options={useLookup("unit", "").options}
					chosen={units}
					onChange={setUnits}
				/>
				<Several
					label={t("campaign.roles")}
					help={t("campaign.rolesHelp")}
					options={(known.data ?? []).map((r) => ({ id: r.id, name: pick(r.label, lang) }))}
					chosen={roles}
					onChange={setRoles}
				/>
				<Several
					label={t("campaign.reviewers")}
					help={t("campaign.reviewersHelp")}
					options={useLookup("user", typed).options}
					chosen={people}
					onChange={setPeople}
					onType={setTyped}
				/>
				<TextField label={t("campaign.note")} value={draft.note} onChange={(note) => set({ note })} />
				<Foresight scope={scope} />
			</Form>
		</Dialog>
	);
}

const ids = (all: Option[]): Id[] => all.map((o) => o.id);

type SeveralProps = {
	label: string;
	help: string;
	error?: string;
	options: Option[];
	chosen: Option[];
	onChange: (all: Option[]) => void;
	onType?: (text: string) => void;
};

// Several chooses any number of things, one after the other.
function Several({ label, help, error, options, chosen, onChange, onType }: SeveralProps) {
	const t = useT();
	return (
		<div>
			<ComboBox
				key={chosen.length}
				label={label}
				help={help}
				error={error}
				options={options.filter((o) => !chosen.some((c) => c.id === o.id))}
				value={null}
				onChange={(id) => {
					const found = options.find((o) => o.id === id);
					if (found) onChange([...chosen, found]);
				}}
				onType={onType}
			/>
			{chosen.length > 0 && (
				<div className={styles.chosen}>
					{chosen.map((c) => (
						<Tag
							key={c.id}
							onRemove={() => onChange(chosen.filter((o) => o.id !== c.id))}
							removeLabel={t("campaign.leaveOut", { name: c.name })}
						>
							{c.name}
						</Tag>
					))}
				</div>
			)}
		</div>
	);
}

function Foresight({ scope }: { scope: { units: Id[]; roles: Id[]; reviewers: Id[] } }) {
	const t = useT();
	const seen = useQuery({
		queryKey: [...keys.campaigns, "preview", scope],
		queryFn: () => api.post<Preview>("/access-campaigns/preview", scope),
		placeholderData: (before) => before,
	});
	if (!seen.data) return null;
	const { grants, delegations, tokens, people, unassigned } = seen.data;
	return (
		<Banner
			title={t("campaign.foresee", { grants, delegations, tokens })}
			tone={grants + delegations + tokens === 0 ? "warn" : "info"}
		>
			{(people ?? []).map((p) => `${p.user.name} (${p.asked})`).join(", ")}
			{unassigned > 0 && <div>{t("campaign.unassigned", { count: unassigned })}</div>}
		</Banner>
	);
}
