import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import { useMe } from "../../data/me";
import { keys } from "../../data/query-keys";
import { formatInstant } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Form, FormActions, fieldErrors } from "../../ui/form";
import { Section } from "../../ui/page";
import { Loaded } from "../../ui/states";
import { PasswordField, TextField } from "../../ui/text-field";
import { Enrol } from "../../views/factor/enrol";
import { RecoveryCodes } from "../../views/factor/recovery-codes";
import styles from "./account.module.css";

type Factor = { on: boolean; since?: string; codes: number; required: boolean };

// SecondFactor turns the codes of a phone on and off, and gives out recovery
// codes anew.
export function SecondFactor() {
	const t = useT();
	const me = useMe();
	const queries = useQueryClient();
	const [doing, setDoing] = useState<"" | "enrol" | "codes" | "off">("");
	const [codes, setCodes] = useState<string[] | null>(null);
	const factor = useQuery({ queryKey: keys.factor, queryFn: () => api.get<Factor>("/me/second-factor") });
	const done = () => {
		setDoing("");
		setCodes(null);
		void queries.invalidateQueries({ queryKey: keys.factor });
		void queries.invalidateQueries({ queryKey: keys.sessions });
	};
	return (
		<Section id="factor" title={t("factor.title")} lead={t("factor.lead")}>
			<Loaded query={factor} lines={2}>
				{(f) => {
					if (codes) return <RecoveryCodes codes={codes} login={me.login} onDone={done} />;
					if (doing === "enrol") return <Enrol onDone={setCodes} onCancel={() => setDoing("")} />;
					if (doing) return <Prove what={doing} onCodes={setCodes} onDone={done} onCancel={() => setDoing("")} />;
					if (!f.on) {
						return (
							<div>
								<Button icon="lock" onPress={() => setDoing("enrol")}>
									{t("factor.turnOn")}
								</Button>
							</div>
						);
					}
					return (
						<div className={styles.lines}>
							<Banner tone="good">{t("factor.isOn", { date: formatInstant(f.since ?? "") })}</Banner>
							<p className={f.codes < 3 ? undefined : styles.note}>{t("factor.left", { count: f.codes })}</p>
							<div className={styles.buttons}>
								<Button onPress={() => setDoing("codes")}>{t("factor.newCodes")}</Button>
								{!f.required && <Button onPress={() => setDoing("off")}>{t("factor.turnOff")}</Button>}
							</div>
							{f.required && <p className={styles.note}>{t("factor.requiredNote")}</p>}
						</div>
					);
				}}
			</Loaded>
		</Section>
	);
}

type ProveProps = {
	what: "codes" | "off";
	onCodes: (codes: string[]) => void;
	onDone: () => void;
	onCancel: () => void;
};

function Prove({ what, onCodes, onDone, onCancel }: ProveProps) {
	const t = useT();
	const [password, setPassword] = useState("");
	const [code, setCode] = useState("");
	const act = useMutation({
		mutationFn: async () => {
			const path = what === "codes" ? "/me/second-factor/codes" : "/me/second-factor/disable";
			return api.post<{ codes: string[] } | undefined>(path, { password, code });
		},
		onSuccess: (answer) => (what === "codes" && answer ? onCodes(answer.codes) : onDone()),
	});
	const wrong = fieldErrors(act.error);
	const label = t(what === "codes" ? "factor.newCodes" : "factor.turnOff");
	return (
		<Form
			onSubmit={() => password && code && act.mutate()}
			error={wrong.password || wrong.code ? null : act.error}
			label={label}
		>
			<PasswordField
				label={t("password.current")}
				error={wrong.password}
				value={password}
				onChange={setPassword}
				autoComplete="current-password"
				autoFocus
				required
			/>
			<TextField
				label={t("factor.codeOf")}
				help={t("factor.codeHelp")}
				error={wrong.code}
				value={code}
				onChange={setCode}
				autoComplete="one-time-code"
				required
			/>
			<FormActions>
				<Button type="submit" kind={what === "off" ? "danger" : "primary"} isPending={act.isPending}>
					{label}
				</Button>
				<Button onPress={onCancel}>{t("action.cancel")}</Button>
			</FormActions>
		</Form>
	);
}
