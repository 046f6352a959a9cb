package casework

import (
	"slices"
	"time"
)

// Consent is one purpose to which a survivor can agree, and for which she can withdraw her consent,
// separately (field reference 10.8; HTCDS v2.0 con_Consent; IOM Data Protection Manual 2010).
type Consent string

// The consents C1 to C14. The field reference does not divide a number further: each is one purpose.
const (
	ConsentRegistration  Consent = "C1"  // registration and processing
	ConsentScreening     Consent = "C2"  // screening interview
	ConsentMedical       Consent = "C3"  // medical examination and its use
	ConsentConsulate     Consent = "C4"  // contact with the consulate
	ConsentShareIdentity Consent = "C5"  // share identity for verification
	ConsentPolice        Consent = "C6"  // share a statement with the police
	ConsentFamily        Consent = "C7"  // family tracing
	ConsentShelter       Consent = "C8"  // shelter
	ConsentReturn        Consent = "C9"  // return
	ConsentHandover      Consent = "C10" // share the handover package with the receiver
	ConsentFollowUp      Consent = "C11" // contact after return, by an agreed channel
	ConsentStatistics    Consent = "C12" // anonymised statistics and research
	ConsentBiometrics    Consent = "C13" // photo and biometrics
	ConsentMedia         Consent = "C14" // media; off by default, never pre-ticked
)

// Consents lists C1 to C14.
func Consents() []Consent {
	return []Consent{
		ConsentRegistration, ConsentScreening, ConsentMedical, ConsentConsulate, ConsentShareIdentity, ConsentPolice,
		ConsentFamily, ConsentShelter, ConsentReturn, ConsentHandover, ConsentFollowUp, ConsentStatistics,
		ConsentBiometrics, ConsentMedia,
	}
}

// HandoverTo returns the desk to which she has agreed that her file is handed over (C10): the one that her consent
// names, or else the corridor's receiving desk. ok is false without such a consent, and in earlier editions, in
// which a consent counted for every receiver.
func (c *Case) HandoverTo(now time.Time) (desk DeskID, ok bool) {
	given, agreed := c.Consent(ConsentHandover)
	if !agreed || !given.Active(now) || !c.Protects() {
		return "", false
	}
	return c.ReceiverOf(given), true
}

// ReceiverOf returns the desk that a consent to hand over her file (C10) counts for.
func (c *Case) ReceiverOf(given ConsentGiven) DeskID {
	if given.Receiver != "" {
		return given.Receiver
	}
	desk, _ := c.Rules.DeskOf(StepReception)
	return desk
}

// Valid reports whether c is in the catalogue.
func (c Consent) Valid() bool {
	return slices.Contains(Consents(), c)
}

// Mode is how a consent was given. A survivor who cannot read gives it in another way than a signature.
type Mode string

// The modes of giving consent.
const (
	ModeSignature  Mode = "signature"
	ModeThumbprint Mode = "thumbprint"
	ModeRecorded   Mode = "recorded"
	ModeSign       Mode = "sign_language"
	ModeIcons      Mode = "icons"
	ModeAuthority  Mode = "authority" // by force of law; never displayed as consent
)

// Modes lists the modes.
func Modes() []Mode {
	return []Mode{ModeSignature, ModeThumbprint, ModeRecorded, ModeSign, ModeIcons, ModeAuthority}
}
