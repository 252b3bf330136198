// Two tables, their data collection rule, the role to write to it, and the two functions that show the newest version of everything.
// The columns are those of AlertColumns and EvidenceColumns in src/IncidentSync.Core/Alerts; a test compares them.

@description('The Log Analytics workspace of Microsoft Sentinel.')
param workspaceName string

@description('The region of the workspace; the rule must be in the same.')
param location string = resourceGroup().location

@description('The object id of the service principal or managed identity that the connection signs in with in its Sentinel section.')
param principalId string

@description('The plan of both tables.')
@allowed(['Analytics', 'Basic'])
param plan string = 'Analytics'

@description('How many days the rows are kept; -1 is the workspace\'s own retention, and the only value for the plan Basic.')
param retentionInDays int = -1

@description('The name of the data collection rule.')
param ruleName string = 'incidentsync-alerts'

// Monitoring Metrics Publisher
var publisherRole = '3913510d-42f4-4e42-8a64-420c390055eb'

var alertColumns = [
  { name: 'TimeGenerated', type: 'datetime' }
  { name: 'EventId', type: 'string' }
  { name: 'Kind', type: 'string' }
  { name: 'Connection', type: 'string' }
  { name: 'DefenderTenantId', type: 'string' }
  { name: 'AlertId', type: 'string' }
  { name: 'ProviderAlertId', type: 'string' }
  { name: 'IncidentId', type: 'string' }
  { name: 'SentinelIncidentName', type: 'string' }
  { name: 'AlertTitle', type: 'string' }
  { name: 'Description', type: 'string' }
  { name: 'Severity', type: 'string' }
  { name: 'Status', type: 'string' }
  { name: 'Classification', type: 'string' }
  { name: 'Determination', type: 'string' }
  { name: 'ServiceSource', type: 'string' }
  { name: 'DetectionSource', type: 'string' }
  { name: 'ProductName', type: 'string' }
  { name: 'DetectorId', type: 'string' }
  { name: 'Category', type: 'string' }
  { name: 'AssignedTo', type: 'string' }
  { name: 'ActorName', type: 'string' }
  { name: 'ThreatName', type: 'string' }
  { name: 'ThreatFamily', type: 'string' }
  { name: 'InvestigationState', type: 'string' }
  { name: 'RecommendedActions', type: 'string' }
  { name: 'AlertWebUrl', type: 'string' }
  { name: 'IncidentWebUrl', type: 'string' }
  { name: 'Categories', type: 'dynamic' }
  { name: 'MitreTechniques', type: 'dynamic' }
  { name: 'SystemTags', type: 'dynamic' }
  { name: 'CustomDetails', type: 'dynamic' }
  { name: 'AdditionalData', type: 'dynamic' }
  { name: 'Comments', type: 'dynamic' }
  { name: 'Entities', type: 'dynamic' }
  { name: 'CutColumns', type: 'dynamic' }
  { name: 'CreatedTime', type: 'datetime' }
  { name: 'FirstActivityTime', type: 'datetime' }
  { name: 'LastActivityTime', type: 'datetime' }
  { name: 'LastUpdateTime', type: 'datetime' }
  { name: 'ResolvedTime', type: 'datetime' }
  { name: 'Sequence', type: 'long' }
  { name: 'EvidenceCount', type: 'int' }
  { name: 'SchemaVersion', type: 'int' }
]

var evidenceColumns = [
  { name: 'TimeGenerated', type: 'datetime' }
  { name: 'LastUpdateTime', type: 'datetime' }
  { name: 'EvidenceTime', type: 'datetime' }
  { name: 'ProcessCreationTime', type: 'datetime' }
  { name: 'EventId', type: 'string' }
  { name: 'EvidenceId', type: 'string' }
  { name: 'Connection', type: 'string' }
  { name: 'DefenderTenantId', type: 'string' }
  { name: 'AlertId', type: 'string' }
  { name: 'IncidentId', type: 'string' }
  { name: 'AlertTitle', type: 'string' }
  { name: 'Severity', type: 'string' }
  { name: 'ServiceSource', type: 'string' }
  { name: 'EvidenceType', type: 'string' }
  { name: 'EntityKind', type: 'string' }
  { name: 'Verdict', type: 'string' }
  { name: 'RemediationStatus', type: 'string' }
  { name: 'DetectionStatus', type: 'string' }
  { name: 'DeviceId', type: 'string' }
  { name: 'DeviceName', type: 'string' }
  { name: 'AccountName', type: 'string' }
  { name: 'AccountDomain', type: 'string' }
  { name: 'AccountUpn', type: 'string' }
  { name: 'AccountSid', type: 'string' }
  { name: 'AccountObjectId', type: 'string' }
  { name: 'IpAddress', type: 'string' }
  { name: 'Url', type: 'string' }
  { name: 'FileName', type: 'string' }
  { name: 'FolderPath', type: 'string' }
  { name: 'Sha1', type: 'string' }
  { name: 'Sha256', type: 'string' }
  { name: 'ProcessCommandLine', type: 'string' }
  { name: 'RegistryKey', type: 'string' }
  { name: 'RegistryValueName', type: 'string' }
  { name: 'RegistryValueData', type: 'string' }
  { name: 'NetworkMessageId', type: 'string' }
  { name: 'EmailSubject', type: 'string' }
  { name: 'Sender', type: 'string' }
  { name: 'Recipient', type: 'string' }
  { name: 'Mailbox', type: 'string' }
  { name: 'ApplicationId', type: 'string' }
  { name: 'ApplicationName', type: 'string' }
  { name: 'ResourceId', type: 'string' }
  { name: 'Roles', type: 'dynamic' }
  { name: 'DetailedRoles', type: 'dynamic' }
  { name: 'Tags', type: 'dynamic' }
  { name: 'Evidence', type: 'dynamic' }
  { name: 'CutColumns', type: 'dynamic' }
  { name: 'ProcessId', type: 'long' }
  { name: 'FileSize', type: 'long' }
  { name: 'Sequence', type: 'long' }
  { name: 'SchemaVersion', type: 'int' }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource alertTable 'Microsoft.OperationalInsights/workspaces/tables@2023-09-01' = {
  parent: workspace
  name: 'DefenderAlerts_CL'
  properties: {
    plan: plan
    retentionInDays: retentionInDays
    schema: {
      name: 'DefenderAlerts_CL'
      columns: [for column in alertColumns: { name: column.name, type: column.type == 'datetime' ? 'dateTime' : column.type }]
    }
  }
}

resource evidenceTable 'Microsoft.OperationalInsights/workspaces/tables@2023-09-01' = {
  parent: workspace
  name: 'DefenderAlertEvidence_CL'
  properties: {
    plan: plan
    retentionInDays: retentionInDays
    schema: {
      name: 'DefenderAlertEvidence_CL'
      columns: [for column in evidenceColumns: { name: column.name, type: column.type == 'datetime' ? 'dateTime' : column.type }]
    }
  }
}

resource rule 'Microsoft.Insights/dataCollectionRules@2023-03-11' = {
  name: ruleName
  location: location
  kind: 'Direct'
  properties: {
    streamDeclarations: {
      'Custom-DefenderAlerts': { columns: alertColumns }
      'Custom-DefenderAlertEvidence': { columns: evidenceColumns }
    }
    destinations: {
      logAnalytics: [
        { name: 'workspace', workspaceResourceId: workspace.id }
      ]
    }
    dataFlows: [
      {
        streams: ['Custom-DefenderAlerts']
        destinations: ['workspace']
        transformKql: 'source'
        outputStream: 'Custom-${alertTable.name}'
      }
      {
        streams: ['Custom-DefenderAlertEvidence']
        destinations: ['workspace']
        transformKql: 'source'
        outputStream: 'Custom-${evidenceTable.name}'
      }
    ]
  }
}

resource publisher 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(rule.id, principalId, publisherRole)
  scope: rule
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', publisherRole)
  }
}

// A row may stand twice after a lost answer, and every version of an alert is a row.
resource alertFunction 'Microsoft.OperationalInsights/workspaces/savedSearches@2020-08-01' = {
  parent: workspace
  name: 'DefenderAlerts'
  properties: {
    category: 'IncidentSync'
    displayName: 'DefenderAlerts'
    functionAlias: 'DefenderAlerts'
    query: 'DefenderAlerts_CL | where Kind != "gap" | summarize arg_max(Sequence, *) by AlertId, LastUpdateTime | summarize arg_max(LastUpdateTime, *) by AlertId'
    version: 2
  }
}

resource evidenceFunction 'Microsoft.OperationalInsights/workspaces/savedSearches@2020-08-01' = {
  parent: workspace
  name: 'DefenderAlertEvidence'
  properties: {
    category: 'IncidentSync'
    displayName: 'DefenderAlertEvidence'
    functionAlias: 'DefenderAlertEvidence'
    query: 'DefenderAlertEvidence_CL | summarize arg_max(LastUpdateTime, *) by EvidenceId'
    version: 2
  }
}

@description('Stream:Endpoint of the connection.')
output endpoint string = rule.properties.endpoints.logsIngestion

@description('Stream:RuleId of the connection.')
output ruleId string = rule.properties.immutableId

@description('Stream:RuleResourceId of the connection.')
output ruleResourceId string = rule.id
