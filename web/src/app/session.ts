import { api } from "../api/client";
import { tellError } from "../ui/toast-store";

// signOut ends the session and forgets everything this tab has read.
export async function signOut(): Promise<void> {
	try {
		await api.remove("/session");
		location.assign("/");
	} catch (error) {
		tellError(error);
	}
}
