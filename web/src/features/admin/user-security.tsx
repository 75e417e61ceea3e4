import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { User } from "../../api/types";
import { useMe } from "../../data/me";
import { keys } from "../../data/query-keys";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { TextLink } from "../../ui/link";

// UserSecurity takes away the second factor of somebody who has lost the phone, and
// lets an administrator see Vigie as that person does.
export function UserSecurity({ user }: { user: User }) {
	const t = useT();
	const queries = useQueryClient();
	const me = useMe();
	const [looking, setLooking] = useState(false);
	const see = useMutation({
		mutationFn: () => api.post(`/users/${user.id}/seeing`),
		// From here on everything is read as that person.
		onSuccess: () => location.assign("/"),
	});
	const [asking, setAsking] = useState(false);
	const reset = useMutation({
		mutationFn: () => api.post(`/users/${user.id}/second-factor/reset`),
		onSuccess: async () => {
			setAsking(false);
			await queries.invalidateQueries({ queryKey: keys.users });
		},
	});
	return (
		<>
			{user.second_factor ? (
				<div>
					<Button icon="lock" onPress={() => setAsking(true)}>
						{t("factor.reset")}
					</Button>
				</div>
			) : (
				reset.isSuccess && <Banner tone="good">{t("factor.wasReset")}</Banner>
			)}
			{!user.disabled && user.id !== me.id && (
				<div>
					<Button icon="eye" onPress={() => setLooking(true)}>
						{t("seeing.begin")}
					</Button>
				</div>
			)}
			<Confirm
				title={t("seeing.title", { name: user.name })}
				isOpen={looking}
				onClose={() => setLooking(false)}
				onConfirm={() => see.mutate()}
				action={t("seeing.go", { name: user.name })}
				isPending={see.isPending}
			>
				<FormError error={see.error} />
				<p>{t("seeing.text", { name: user.name })}</p>
			</Confirm>
			<p>
				<TextLink href={`/admin/audit?person=${user.id}`}>{t("audit.ofPerson")}</TextLink>
			</p>
			<Confirm
				title={t("factor.resetTitle", { name: user.name })}
				isOpen={asking}
				onClose={() => setAsking(false)}
				onConfirm={() => reset.mutate()}
				action={t("factor.reset")}
				isPending={reset.isPending}
			>
				<FormError error={reset.error} />
				<p>{t("factor.resetText")}</p>
			</Confirm>
		</>
	);
}
