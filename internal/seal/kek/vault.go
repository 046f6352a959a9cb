package kek

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/vault/api"
	"github.com/tink-crypto/tink-go-hcvault/v2/integration/hcvault"
	"github.com/tink-crypto/tink-go/v2/tink"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/seal"
)

// Vault is how to reach a HashiCorp Vault, or a server with its protocol: the transit engine, with a
// key of a type that accepts associated data, such as aes256-gcm96. The key never leaves the Vault:
// keysets are sent there to be wrapped and unwrapped.
type Vault struct {
	// Address is its URL. Unless it is this machine, it must be https, because keys are sent to it.
	Address string
	// Token authenticates us. Or TokenFile is a file with a token, which is read again if the token is
	// refused, so that an agent can renew it.
	Token, TokenFile string
	// CACert is a file with the certificates for checking the Vault's; "" uses the system's.
	CACert string
	// Namespace is for Vaults with namespaces.
	Namespace string
}

// vaultPath matches the mount of the transit engine and the name of the key.
var vaultPath = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$`)

// The time limit of a request to a Vault, and the number of retries.
const (
	answerWithin = 2 * time.Second
	askAgain     = 1
)

func (v Vault) open(at string) (seal.KEK, error) {
	address, err := url.Parse(v.Address)
	safe := err == nil && address.Host != "" && (address.Scheme == "https" || address.Scheme == "http" && onThisMachine(address.Hostname()))
	if !safe {
		return nil, errors.New("the address of the Vault must begin with https://, or be on this machine")
	}
	config := &api.Config{
		Address: v.Address, Timeout: answerWithin, MaxRetries: askAgain, MinRetryWait: 100 * time.Millisecond, MaxRetryWait: 500 * time.Millisecond,
		HttpClient: &http.Client{
			Timeout: answerWithin, Transport: &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}, IdleConnTimeout: time.Minute},
			// A token is not sent to the target of a redirect.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		DisableRedirects: true,
	}
	if err := config.ConfigureTLS(&api.TLSConfig{CACert: v.CACert}); err != nil {
		return nil, errors.New("the certificates of the Vault cannot be read")
	}
	client, err := api.NewClient(config)
	if err != nil {
		return nil, errors.New("the settings of the Vault are not valid")
	}
	client.SetNamespace(v.Namespace)
	slash := strings.LastIndexByte(at, '/')
	cipher, err := hcvault.NewAEAD("/"+at[:slash]+"/keys/"+at[slash+1:], client.Logical())
	if err != nil {
		return nil, errors.New("its name is not a path in a Vault")
	}
	k := &vault{name: inVault + at, cipher: cipher, client: client, tokenFile: v.TokenFile}
	client.SetToken(v.Token)
	if v.TokenFile != "" && !k.readToken() {
		return nil, errors.New("the token of the Vault cannot be read from its file")
	}
	return k, nil
}

func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// vault is a key that this process never sees.
type vault struct {
	name      string
	cipher    tink.AEAD
	client    *api.Client
	tokenFile string

	mu    sync.Mutex
	token string // as last read from its file
}

func (k *vault) Name() string { return k.name }

// Under adds the version of the key that the Vault used, which is the prefix of its result.
func (k *vault) Under(wrapped []byte) string {
	parts := bytes.SplitN(wrapped, []byte(":"), 3)
	if len(parts) < 3 || !vaultVersion.Match(parts[1]) {
		return k.name
	}
	return k.name + ":" + string(parts[1])
}

var vaultVersion = regexp.MustCompile(`^v[0-9]{1,9}$`)

func (k *vault) EncryptWithContext(ctx context.Context, plain, ad []byte) ([]byte, error) {
	return k.request(ctx, func() ([]byte, error) { return k.cipher.Encrypt(plain, ad) })
}

func (k *vault) DecryptWithContext(ctx context.Context, sealed, ad []byte) ([]byte, error) {
	return k.request(ctx, func() ([]byte, error) { return k.cipher.Decrypt(sealed, ad) })
}

// request calls do, and once more with a new token if the old one was refused.
func (k *vault) request(ctx context.Context, do func() ([]byte, error)) ([]byte, error) {
	if err := ctx.Err(); err != nil { // the library takes no context; its own limits are short
		return nil, unavailable(err)
	}
	out, err := do()
	if statusOf(err) == http.StatusForbidden && k.readToken() {
		out, err = do()
	}
	switch status := statusOf(err); {
	case err == nil:
		return out, nil
	case status == http.StatusBadRequest: // this key has not wrapped it
		return nil, seal.ErrKEK
	default: // no answer, sealed, forbidden, or no such key: an operator has to repair these
		return nil, unavailable(fmt.Errorf("the Vault returned status %d", status))
	}
}

func unavailable(cause error) error {
	return fault.Wrap(cause, fault.Unavailable, "the keys are not available; try again with the same key")
}

// statusOf returns the status of an error response; 0 if there was no response.
func statusOf(err error) int {
	if response, ok := errors.AsType[*api.ResponseError](err); ok {
		return response.StatusCode
	}
	return 0
}

// readToken reads the token from its file, and reports whether it has changed.
func (k *vault) readToken() bool {
	if k.tokenFile == "" {
		return false
	}
	text, err := os.ReadFile(k.tokenFile)
	token := strings.TrimSpace(string(text))
	if err != nil || token == "" || len(token) > maxFile {
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if token == k.token {
		return false
	}
	k.token = token
	k.client.SetToken(token)
	return true
}
