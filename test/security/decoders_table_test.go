package security_test

// readBy says by what a place is tested that reads bytes: a fuzz target, as folder:target, or a
// reason why nothing from outside comes there.
type readBy struct{ fuzz, because string }

// decoders lists every place that reads bytes. A place that is missing here fails TestEveryDecoderIsFuzzed.
func decoders() map[site]readBy {
	const ourOwn = "it reads what this program has written, and what nobody else can write"
	return map[site]readBy{
		// Bytes from clients.
		{"api", "Server.validateBody"}:     {fuzz: "api:FuzzRequest"},
		{"api", "Server.validate"}:         {fuzz: "api:FuzzRequest"},
		{"api/respond", "decode"}:          {fuzz: "api:FuzzBody"},
		{"api/contract", "ReadJSON"}:       {fuzz: "api/contract:FuzzReadJSON"},
		{"internal/record", "ParseCursor"}: {fuzz: "internal/record:FuzzParseCursor"},

		{"internal/identity", "localPath"}:       {fuzz: "internal/identity:FuzzLocalPath"},
		{"internal/identity", "tokenIssuer"}:     {fuzz: "internal/identity:FuzzHeaders"},
		{"internal/identity", "issuer.isLogout"}: {fuzz: "internal/identity:FuzzLogout"},
		{"internal/identity", "CheckHandover"}:   {fuzz: "internal/identity:FuzzHandover"},

		{"api", "Server.decodePayloads"}:                             {fuzz: "api:FuzzCodec"},
		{"internal/usecase/auditlog", "operationalJSON"}:             {because: "it reads a sealed value, after the seal was verified"},
		{"internal/usecase/auditlog", "AuditLog.namesExcludingCase"}: {because: "it reads a sealed value, after the seal was verified"},

		{"web/site", "LocalPath"}:         {fuzz: "web/site:FuzzLocalPath"},
		{"web/site", "ReadQuery"}:         {fuzz: "web/site:FuzzReadQuery"},
		{"web/selected", "withParameter"}: {because: "it reads an address that the package has made"},
		{"web/view", "Address"}:           {because: "it reads the address of a request that the server has routed"},
		{"internal/sheet", "Code"}:        {because: "it reads a digest that the package has made"},
		{"web/words", "preferred"}:        {fuzz: "web/words:FuzzChoose"},
		{"web/account", "originOf"}:       {because: "it reads an address that identity has found to be of this machine"},

		{"api/contract", "Public"}:                    {because: "it reads the contract that is built into the program"},
		{"api/contract", "addExamples"}:               {because: "it reads the examples that are built into the program"},
		{"internal/postgres", "Store.InspectedCases"}: {because: ourOwn},
		{"internal/usecase/tasks", "decisionsOf"}:     {because: "it reads a sealed value, after the seal was verified"},

		// Files that people upload.
		{"api/lists", "file"}:                         {fuzz: "api/lists:FuzzFile"},
		{"internal/roster/table", "openPart"}:         {fuzz: "internal/roster:FuzzReadODS"},
		{"internal/roster/table", "checkSheetsExist"}: {fuzz: "internal/roster:FuzzReadXLSX"},
		{"internal/roster/table", "checkXLSX"}:        {fuzz: "internal/roster:FuzzReadArchive"},
		{"internal/roster/table", "checkXML"}:         {fuzz: "internal/roster:FuzzReadXLSX"},
		{"internal/roster/table", "readXLSX"}:         {fuzz: "internal/roster:FuzzReadXLSX"},
		{"internal/roster/table", "sample"}:           {fuzz: "internal/roster:FuzzReadCSV"},
		{"internal/roster/table", "Table.lenient"}:    {fuzz: "internal/roster:FuzzReadCSV"},
		{"internal/roster/table", "openBook"}:         {fuzz: "internal/roster:FuzzReadArchive"},
		{"internal/roster/table", "book.decode"}:      {fuzz: "internal/roster:FuzzReadXLSX"},
		{"internal/roster/table", "Table.readStored"}: {fuzz: "internal/roster:FuzzReadXLSX"},
		{"internal/roster/table", "Table.parse"}:      {fuzz: "internal/roster:FuzzReadCSV"},

		// Answers of a server to the command line.
		{"internal/client", "do"}:          {fuzz: "internal/client:FuzzAnswer"},
		{"internal/client", "problem"}:     {fuzz: "internal/client:FuzzAnswer"},
		{"internal/client", "ProofHashes"}: {fuzz: "internal/client:FuzzAnswer"},
		{"internal/client", "New"}:         {because: "it reads the address that the caller has typed"},

		{"internal/client", "dispatch"}:        {fuzz: "internal/client:FuzzStream"},
		{"internal/client", "Machine.ask"}:     {fuzz: "internal/client:FuzzProvider"},
		{"internal/client", "safe"}:            {because: "it compares addresses, and follows none that is not safe"},
		{"internal/assertion", "Parse"}:        {fuzz: "internal/assertion:FuzzParse"},
		{"internal/client", "ReadMachineFile"}: {fuzz: "internal/client:FuzzMachineFile"},

		{"internal/client", "signIn"}: {because: "it reads the address that the caller has typed"},

		// Configuration by operators.
		{"internal/config", "place"}:              {fuzz: "internal/config:FuzzPassword"},
		{"internal/retention", "Read"}:            {fuzz: "internal/retention:FuzzRead"},
		{"internal/seal/kek", "parse"}:            {fuzz: "internal/seal/kek:FuzzOpenFile"},
		{"internal/config", "reader.codec"}:       {because: "it reads the address of Temporal's pages, which the operator sets"},
		{"internal/config", "reader.signIn"}:      {because: "it reads the address of this installation, which its operator sets"},
		{"internal/audit", "publicOf"}:            {because: "it reads the log's own key, which the operator keeps"},
		{"internal/seal/kek", "Vault.open"}:       {because: "it reads the address of the vault, which the operator sets"},
		{"internal/config", "reader.vault"}:       {because: "it reads the address of the vault, which the operator sets"},
		{"internal/config", "reader.database"}:    {fuzz: "internal/config:FuzzPassword"},
		{"internal/postgres/db", "Settings.Into"}: {fuzz: "internal/config:FuzzPassword"},
		{"internal/corridor", "yamlFile.parse"}:   {fuzz: "internal/corridor:FuzzCorridorFile"},
		{"cmd/homeward", "seed"}:                  {fuzz: "internal/corridor:FuzzCorridorFile"},

		{"internal/identity", "Provider.check"}: {because: "it reads the address of a provider in the operator's file"},
		{"internal/identity", "readOrigin"}:     {because: "it reads the address of this installation, which its operator sets"},

		{"internal/identity", "ReadProviders"}: {fuzz: "internal/identity:FuzzProviderFile"},

		// Bytes from the machine of development.
		{"internal/persona", "Provider.clientOf"}:      {fuzz: "internal/persona:FuzzAssertion"},
		{"internal/persona", "audience.UnmarshalJSON"}: {fuzz: "internal/persona:FuzzAssertion"},
		{"internal/persona", "New"}:                    {because: "it reads the address that homeward dev has made"},
		{"internal/devstack", "OpenPorts"}:             {because: ourOwn},

		// Tokens of identity providers.
		{"internal/identity", "Service.readClaims"}:     {fuzz: "internal/identity:FuzzClaims"},
		{"internal/identity", "Service.readDesk"}:       {fuzz: "internal/identity:FuzzClaims"},
		{"internal/identity", "issuer.readRoles"}:       {fuzz: "internal/identity:FuzzClaims"},
		{"internal/identity", "keySet.VerifySignature"}: {fuzz: "internal/identity:FuzzToken"},
		{"internal/identity", "keySet.read"}:            {fuzz: "internal/identity:FuzzPublishedKeys"},
		{"internal/identity", "issuer.safeURL"}:         {because: "it compares addresses, and follows none that is not safe"},

		{"internal/identity", "Service.checkAssertion"}: {fuzz: "internal/identity:FuzzPasskeyAnswer"},
		{"internal/identity", "Service.checkCreation"}:  {fuzz: "internal/identity:FuzzPasskeyAnswer"},
		{"internal/identity", "Service.takeCeremony"}:   {because: ourOwn},
		{"internal/identity", "Service.recordUse"}:      {because: ourOwn},
		{"internal/identity", "Passkey.credential"}:     {because: ourOwn},

		// Files that are given as a proof.
		{"internal/audit", "exportReader.next"}:         {fuzz: "internal/audit:FuzzExport"},
		{"internal/audit", "exportReader.hash"}:         {fuzz: "internal/audit:FuzzExport"},
		{"internal/audit", "Cosignatures"}:              {fuzz: "internal/audit:FuzzSigned"},
		{"internal/audit", "Key.Open"}:                  {fuzz: "internal/audit:FuzzSigned"},
		{"internal/audit", "readHead"}:                  {fuzz: "internal/audit:FuzzSigned"},
		{"internal/audit", "ParseKey"}:                  {fuzz: "internal/audit:FuzzSigned"},
		{"internal/audit", "ParseWitness"}:              {fuzz: "internal/audit:FuzzSigned"},
		{"internal/audit", "ParseCountersigner"}:        {fuzz: "internal/audit:FuzzSigned"},
		{"internal/audit", "NewNotary"}:                 {fuzz: "internal/audit:FuzzSigned"},
		{"internal/audit", "Countersigner.Countersign"}: {fuzz: "internal/audit:FuzzSigned"},
		{"internal/audit", "Head.Continues"}:            {because: "it is given hashes, which have been read before"},
		{"internal/audit", "Head.HasLeaf"}:              {because: "it is given hashes, which have been read before"},

		// Bytes from Temporal.
		{"internal/engine", "Codec.Decode"}: {fuzz: "internal/engine:FuzzDecode"},

		// Bytes in the database and in Temporal: an attacker who can write there has other ways.
		{"internal/seal", "KEKs.unwrap"}:                          {fuzz: "internal/seal:FuzzWrapped"},
		{"internal/audit", "isHash"}:                              {fuzz: "internal/audit:FuzzParse"},
		{"internal/postgres/sealdb", "Sealer.OpenJSON"}:           {because: "it reads what was sealed, after the seal was found whole"},
		{"internal/postgres/db", "JSON.Scan"}:                     {because: ourOwn},
		{"internal/postgres", "caseWriter.Answer"}:                {because: "it reads arguments that the API has made of a checked body"},
		{"activities", "closedGates"}:                             {because: ourOwn},
		{"internal/record/recordtest", "stored"}:                  {because: "it copies a value of a test by way of JSON"},
		{"internal/usecase/usecasetest", "Commands.Send"}:         {because: "it reads the commands of a test"},
		{"internal/usecase/usecasetest", "Commands.StoreCommand"}: {because: "it reads the commands of a test"},
		{"internal/usecase/act", "answerOf"}:                      {because: ourOwn},
		{"internal/usecase/act", "explainStored"}:                 {because: ourOwn},

		// Files that are built into the program.
		{"api/contract", "Load"}:            {because: "it reads the description that is built in"},
		{"web/words", "read"}:               {because: "it reads the texts that are built in"},
		{"web/view", "Frame.In"}:            {because: "it reads the address of a page of ours"},
		{"web/words", "Language.Country"}:   {because: "it reads the country of a desk in the directory"},
		{"web/words", "Language.Spoken"}:    {because: "it reads a code of a language, whose form the contract checks"},
		{"internal/reintegration", "Parse"}: {because: "it reads the questionnaires that are built in"},
	}
}
