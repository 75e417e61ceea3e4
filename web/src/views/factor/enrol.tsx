import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import { Problem } from "../../api/problem";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Form, FormError, fieldErrors } from "../../ui/form";
import { PasswordField, TextField } from "../../ui/text-field";
import styles from "./factor.module.css";

export type Enrolment = { secret: string; address: string; picture: { size: number; path: string } };

type Props = { onDone: (codes: string[]) => void; onCancel?: () => void };

// Enrol sets up the codes of a phone: the picture to scan, then a first code.
// The password is asked for again when one has been signed in for a while.
export function Enrol({ onDone, onCancel }: Props) {
	const t = useT();
	const [password, setPassword] = useState("");
	const begin = useMutation({
		mutationFn: () => api.post<Enrolment>("/me/second-factor", password ? { password } : {}),
	});
	if (begin.data) return <Scan enrolment={begin.data} onDone={onDone} onCancel={onCancel} />;
	const asked = begin.error instanceof Problem && "password" in begin.error.fields();
	const wrong = fieldErrors(begin.error);
	return (
		<Form onSubmit={() => begin.mutate()} error={asked ? null : begin.error} label={t("factor.setUp")}>
			{asked && (
				<PasswordField
					label={t("factor.passwordAgain")}
					error={password ? wrong.password : undefined}
					value={password}
					onChange={setPassword}
					autoComplete="current-password"
					autoFocus
					required
				/>
			)}
			<div className={styles.actions}>
				<Button type="submit" kind="primary" isPending={begin.isPending}>
					{t("factor.begin")}
				</Button>
				{onCancel && <Button onPress={onCancel}>{t("action.cancel")}</Button>}
			</div>
		</Form>
	);
}

function Scan({ enrolment, onDone, onCancel }: Props & { enrolment: Enrolment }) {
	const t = useT();
	const [code, setCode] = useState("");
	const confirm = useMutation({
		mutationFn: () => api.post<{ codes: string[] }>("/me/second-factor/confirm", { code }),
		onSuccess: (answer) => onDone(answer.codes),
	});
	const wrong = fieldErrors(confirm.error);
	const { size, path } = enrolment.picture;
	return (
		<Form onSubmit={() => code && confirm.mutate()} label={t("factor.setUp")}>
			<ol className={styles.steps}>
				<li>
					<p>{t("factor.scan")}</p>
					<svg className={styles.picture} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t("factor.picture")}>
						<path d={path} />
					</svg>
					<details className={styles.byHand}>
						<summary>{t("factor.byHand")}</summary>
						<code className={styles.secret}>{inFours(enrolment.secret)}</code>
						<p className={styles.quiet}>{t("factor.byHandNote")}</p>
						<a className={styles.app} href={enrolment.address}>
							{t("factor.here")}
						</a>
					</details>
				</li>
				<li>
					<p>{t("factor.firstCode")}</p>
					{!wrong.code && <FormError error={confirm.error} />}
					<TextField
						label={t("factor.code")}
						error={wrong.code}
						value={code}
						onChange={setCode}
						inputMode="numeric"
						autoComplete="one-time-code"
						required
					/>
				</li>
			</ol>
			<div className={styles.actions}>
				<Button type="submit" kind="primary" isPending={confirm.isPending}>
					{t("factor.confirm")}
				</Button>
				{onCancel && <Button onPress={onCancel}>{t("action.cancel")}</Button>}
			</div>
		</Form>
	);
}

export function inFours(text: string): string {
	return text.replace(/(.{4})(?=.)/g, "$1 ");
}
