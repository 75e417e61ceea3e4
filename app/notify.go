package app

import (
	"net"
)

// tell reports to the service manager that started the program, such as
// systemd with Type=notify; without one it does nothing. A manager that does
// not listen is no reason to stop.
func tell(env func(string) string, state string) {
	address := env("NOTIFY_SOCKET")
	if address == "" {
		return
	}
	if address[0] == '@' { // a name without a file
		address = "\x00" + address[1:]
	}
	c, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: address, Net: "unixgram"})
	if err != nil {
		return
	}
	defer c.Close()
	c.Write([]byte(state))
}
