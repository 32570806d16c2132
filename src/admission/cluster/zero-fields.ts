/**
 * What Go makes of fields that nobody wrote, by type: those that are left out where they are false, 0 or empty text, and, with a `+`, those that
 * are there anyway, and as what. Printed by projenrc/schemas/zero-fields.go from the types of k8s.io/api 1.37 (Apache-2.0).
 */
const ZERO_FIELDS = `
admissionregistration.v1.ApplyConfiguration expression
admissionregistration.v1.JSONPatch expression
admissionregistration.v1.MutatingAdmissionPolicy +metadata={} +spec={}
admissionregistration.v1.MutatingAdmissionPolicyBinding +metadata={} +spec={}
admissionregistration.v1.MutatingAdmissionPolicyBindingSpec policyName
admissionregistration.v1.MutatingAdmissionPolicySpec reinvocationPolicy
admissionregistration.v1.MutatingWebhook +clientConfig={} +sideEffects=null +admissionReviewVersions=null
admissionregistration.v1.MutatingWebhookConfiguration +metadata={}
admissionregistration.v1.ParamRef name namespace
admissionregistration.v1.ValidatingAdmissionPolicy +metadata={} +spec={} +status={}
admissionregistration.v1.ValidatingAdmissionPolicyBinding +metadata={} +spec={}
admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec policyName
admissionregistration.v1.ValidatingAdmissionPolicyStatus observedGeneration
admissionregistration.v1.ValidatingWebhook +clientConfig={} +sideEffects=null +admissionReviewVersions=null
admissionregistration.v1.ValidatingWebhookConfiguration +metadata={}
admissionregistration.v1.Validation message messageExpression
apps.v1.ControllerRevision +metadata={} +revision=0
apps.v1.DaemonSet +metadata={} +spec={} +status={}
apps.v1.DaemonSetCondition reason message
apps.v1.DaemonSetSpec +selector=null +template={} +updateStrategy={} minReadySeconds
apps.v1.DaemonSetStatus +currentNumberScheduled=0 +numberMisscheduled=0 +desiredNumberScheduled=0 +numberReady=0 observedGeneration updatedNumberScheduled numberAvailable numberUnavailable
apps.v1.DaemonSetUpdateStrategy type
apps.v1.Deployment +metadata={} +spec={} +status={}
apps.v1.DeploymentCondition reason message
apps.v1.DeploymentSpec +selector=null +template={} +strategy={} minReadySeconds paused
apps.v1.DeploymentStatus observedGeneration replicas updatedReplicas readyReplicas availableReplicas unavailableReplicas
apps.v1.DeploymentStrategy type
apps.v1.ReplicaSet +metadata={} +spec={} +status={}
apps.v1.ReplicaSetCondition reason message
apps.v1.ReplicaSetSpec minReadySeconds +selector=null +template={}
apps.v1.ReplicaSetStatus +replicas=0 fullyLabeledReplicas readyReplicas availableReplicas observedGeneration
apps.v1.StatefulSet +metadata={} +spec={} +status={}
apps.v1.StatefulSetCondition reason message
apps.v1.StatefulSetOrdinals +start=0
apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted whenScaled
apps.v1.StatefulSetSpec +selector=null +template={} podManagementPolicy +updateStrategy={} minReadySeconds
apps.v1.StatefulSetStatus observedGeneration +replicas=0 readyReplicas currentReplicas updatedReplicas currentRevision updateRevision +availableReplicas=0
apps.v1.StatefulSetUpdateStrategy type
authentication.v1.BoundObjectReference name uid
authentication.v1.TokenRequest +metadata={} +spec={} +status={}
authentication.v1.TokenRequestSpec +audiences=null +expirationSeconds=null +boundObjectRef=null
autoscaling.v1.HorizontalPodAutoscaler +metadata={} +spec={} +status={}
autoscaling.v1.HorizontalPodAutoscalerSpec +scaleTargetRef={} +maxReplicas=0
autoscaling.v1.HorizontalPodAutoscalerStatus +currentReplicas=0 +desiredReplicas=0
autoscaling.v1.Scale +metadata={} +spec={} +status={}
autoscaling.v1.ScaleSpec replicas
autoscaling.v1.ScaleStatus +replicas=0 selector
autoscaling.v2.ContainerResourceMetricSource +target={}
autoscaling.v2.ContainerResourceMetricStatus +current={}
autoscaling.v2.ExternalMetricSource +metric={} +target={}
autoscaling.v2.ExternalMetricStatus +metric={} +current={}
autoscaling.v2.HPAScalingPolicy +value=0 +periodSeconds=0
autoscaling.v2.HorizontalPodAutoscaler +metadata={} +spec={} +status={}
autoscaling.v2.HorizontalPodAutoscalerCondition reason message
autoscaling.v2.HorizontalPodAutoscalerSpec +scaleTargetRef={} +maxReplicas=0
autoscaling.v2.HorizontalPodAutoscalerStatus currentReplicas +desiredReplicas=0 +currentMetrics=null
autoscaling.v2.ObjectMetricSource +describedObject={} +target={} +metric={}
autoscaling.v2.ObjectMetricStatus +metric={} +current={} +describedObject={}
autoscaling.v2.PodsMetricSource +metric={} +target={}
autoscaling.v2.PodsMetricStatus +metric={} +current={}
autoscaling.v2.ResourceMetricSource +target={}
autoscaling.v2.ResourceMetricStatus +current={}
batch.v1.CronJob +metadata={} +spec={} +status={}
batch.v1.CronJobSpec concurrencyPolicy +jobTemplate={}
batch.v1.Job +metadata={} +spec={} +status={}
batch.v1.JobCondition reason message
batch.v1.JobSpec +template={}
batch.v1.JobStatus active succeeded failed completedIndexes
batch.v1.JobTemplateSpec +metadata={} +spec={}
batch.v1.PodFailurePolicy +rules=null
batch.v1.PodFailurePolicyOnExitCodesRequirement +values=null
batch.v1.SuccessPolicy +rules=null
certificates.v1.CertificateSigningRequest +metadata={} +spec={} +status={}
certificates.v1.CertificateSigningRequestCondition reason message
certificates.v1.CertificateSigningRequestSpec +request=null username uid
certificates.v1.ClusterTrustBundle +metadata={} +spec={}
certificates.v1.ClusterTrustBundleSpec signerName
certificates.v1.PodCertificateRequest +metadata={} +spec={} +status={}
certificates.v1.PodCertificateRequestSpec +stubPKCS10Request=null
certificates.v1.PodCertificateRequestStatus certificateChain
coordination.v1.Lease +metadata={} +spec={}
core.v1.AWSElasticBlockStoreVolumeSource fsType partition readOnly
core.v1.AzureFilePersistentVolumeSource readOnly +secretNamespace=null
core.v1.AzureFileVolumeSource readOnly
core.v1.Binding +metadata={} +target={}
core.v1.CSIPersistentVolumeSource readOnly fsType
core.v1.CephFSPersistentVolumeSource +monitors=null path user secretFile readOnly
core.v1.CephFSVolumeSource +monitors=null path user secretFile readOnly
core.v1.CinderPersistentVolumeSource fsType readOnly
core.v1.CinderVolumeSource fsType readOnly
core.v1.ComponentCondition message error
core.v1.ComponentStatus +metadata={}
core.v1.ConfigMap +metadata={}
core.v1.ConfigMapEnvSource name
core.v1.ConfigMapKeySelector name
core.v1.ConfigMapNodeConfigSource uid resourceVersion
core.v1.ConfigMapProjection name
core.v1.ConfigMapVolumeSource name
core.v1.Container image workingDir +resources={} terminationMessagePath terminationMessagePolicy imagePullPolicy stdin stdinOnce tty
core.v1.ContainerImage +names=null sizeBytes
core.v1.ContainerPort name hostPort +containerPort=0 protocol hostIP
core.v1.ContainerRestartRule action
core.v1.ContainerRestartRuleOnExitCodes operator
core.v1.ContainerStateTerminated +exitCode=0 signal reason message containerID
core.v1.ContainerStateWaiting reason message
core.v1.ContainerStatus +state={} +lastState={} +ready=false +restartCount=0 containerID
core.v1.DaemonEndpoint +Port=0
core.v1.EmptyDirVolumeSource medium
core.v1.EndpointAddress hostname
core.v1.EndpointPort name +port=0 protocol
core.v1.Endpoints +metadata={}
core.v1.EnvFromSource prefix
core.v1.EnvVar value
core.v1.EphemeralContainer image workingDir +resources={} terminationMessagePath terminationMessagePolicy imagePullPolicy stdin stdinOnce tty targetContainerName
core.v1.Event +metadata={} +involvedObject={} reason message +source={} count type action
core.v1.EventSeries count
core.v1.EventSource component host
core.v1.EvictionResponder +priority=null
core.v1.FCVolumeSource fsType readOnly
core.v1.FlexPersistentVolumeSource fsType readOnly
core.v1.FlexVolumeSource fsType readOnly
core.v1.FlockerVolumeSource datasetName datasetUUID
core.v1.GCEPersistentDiskVolumeSource fsType partition readOnly
core.v1.GRPCAction +port=0 +service=null
core.v1.GitRepoVolumeSource revision directory
core.v1.GlusterfsPersistentVolumeSource readOnly
core.v1.GlusterfsVolumeSource readOnly
core.v1.HTTPGetAction path host scheme
core.v1.ISCSIPersistentVolumeSource +lun=0 iscsiInterface fsType readOnly chapAuthDiscovery chapAuthSession
core.v1.ISCSIVolumeSource +lun=0 iscsiInterface fsType readOnly chapAuthDiscovery chapAuthSession
core.v1.ImageVolumeSource reference pullPolicy
core.v1.ImageVolumeStatus imageRef
core.v1.LimitRange +metadata={} +spec={}
core.v1.LimitRangeSpec +limits=null
core.v1.LinuxContainerUser +uid=0 +gid=0
core.v1.LoadBalancerIngress ip hostname
core.v1.LocalObjectReference name
core.v1.ModifyVolumeStatus targetVolumeAttributesClassName
core.v1.NFSVolumeSource readOnly
core.v1.Namespace +metadata={} +spec={} +status={}
core.v1.NamespaceCondition reason message
core.v1.NamespaceStatus phase
core.v1.Node +metadata={} +spec={} +status={}
core.v1.NodeAllocatableMappedResources +quantity=null
core.v1.NodeCondition reason message
core.v1.NodeConfigStatus error
core.v1.NodeDaemonEndpoints +kubeletEndpoint={}
core.v1.NodeSelector +nodeSelectorTerms=null
core.v1.NodeSpec podCIDR providerID unschedulable externalID
core.v1.NodeStatus phase +daemonEndpoints={} +nodeInfo={}
core.v1.ObjectReference namespace name uid resourceVersion fieldPath
core.v1.PersistentVolume +metadata={} +spec={} +status={}
core.v1.PersistentVolumeClaim +metadata={} +spec={} +status={}
core.v1.PersistentVolumeClaimCondition reason message
core.v1.PersistentVolumeClaimSpec +resources={} volumeName
core.v1.PersistentVolumeClaimStatus phase
core.v1.PersistentVolumeClaimTemplate +metadata={} +spec={}
core.v1.PersistentVolumeClaimVolumeSource readOnly
core.v1.PersistentVolumeSpec persistentVolumeReclaimPolicy storageClassName
core.v1.PersistentVolumeStatus phase message reason
core.v1.PhotonPersistentDiskVolumeSource fsType
core.v1.Pod +metadata={} +spec={} +status={}
core.v1.PodCertificateProjection signerName keyType credentialBundlePath keyPath certificateChainPath
core.v1.PodCondition observedGeneration reason message
core.v1.PodDNSConfigOption name
core.v1.PodExtendedResourceClaimStatus +requestMappings=null
core.v1.PodSpec +containers=null restartPolicy dnsPolicy serviceAccountName serviceAccount nodeName hostNetwork hostPID hostIPC hostname subdomain schedulerName priorityClassName
core.v1.PodStatus observedGeneration phase message reason nominatedNodeName hostIP podIP qosClass resize
core.v1.PodTemplate +metadata={} +template={}
core.v1.PodTemplateSpec +metadata={} +spec={}
core.v1.PortStatus +port=0
core.v1.PortworxVolumeSource fsType readOnly
core.v1.PreferredSchedulingTerm +weight=0 +preference={}
core.v1.Probe initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold
core.v1.ProjectedVolumeSource +sources=null
core.v1.QuobyteVolumeSource readOnly user group tenant
core.v1.RBDPersistentVolumeSource +monitors=null fsType pool user keyring readOnly
core.v1.RBDVolumeSource +monitors=null fsType pool user keyring readOnly
core.v1.RangeAllocation +metadata={} +data=null
core.v1.ReplicationController +metadata={} +spec={} +status={}
core.v1.ReplicationControllerCondition reason message
core.v1.ReplicationControllerSpec minReadySeconds
core.v1.ReplicationControllerStatus +replicas=0 fullyLabeledReplicas readyReplicas availableReplicas observedGeneration
core.v1.ResourceClaim request
core.v1.ResourceFieldSelector containerName
core.v1.ResourceHealth health
core.v1.ResourceQuota +metadata={} +spec={} +status={}
core.v1.SELinuxOptions user role type level
core.v1.ScaleIOPersistentVolumeSource +secretRef=null sslEnabled protectionDomain storagePool storageMode volumeName fsType readOnly
core.v1.ScaleIOVolumeSource +secretRef=null sslEnabled protectionDomain storagePool storageMode volumeName fsType readOnly
core.v1.Secret +metadata={} type
core.v1.SecretEnvSource name
core.v1.SecretKeySelector name
core.v1.SecretProjection name
core.v1.SecretReference name namespace
core.v1.SecretVolumeSource secretName
core.v1.SerializedReference +reference={}
core.v1.Service +metadata={} +spec={} +status={}
core.v1.ServiceAccount +metadata={}
core.v1.ServiceAccountTokenProjection audience
core.v1.ServicePort name protocol +port=0 nodePort
core.v1.ServiceSpec clusterIP type sessionAffinity loadBalancerIP externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses
core.v1.ServiceStatus +loadBalancer={}
core.v1.SleepAction +seconds=0
core.v1.StorageOSPersistentVolumeSource volumeName volumeNamespace fsType readOnly
core.v1.StorageOSVolumeSource volumeName volumeNamespace fsType readOnly
core.v1.TCPSocketAction host
core.v1.Taint value
core.v1.Toleration key operator value effect
core.v1.TopologySelectorLabelRequirement +values=null
core.v1.TopologySpreadConstraint +maxSkew=0
core.v1.TypedLocalObjectReference +apiGroup=null
core.v1.TypedObjectReference +apiGroup=null
core.v1.VolumeHealthCondition message
core.v1.VolumeMount readOnly subPath subPathExpr
core.v1.VolumeMountStatus readOnly
core.v1.VsphereVirtualDiskVolumeSource fsType storagePolicyName storagePolicyID
core.v1.WeightedPodAffinityTerm +weight=0 +podAffinityTerm={}
discovery.v1.Endpoint +addresses=null +conditions={}
discovery.v1.EndpointSlice +metadata={} +endpoints=null +ports=null
events.v1.Event +metadata={} reportingController reportingInstance action reason +regarding={} note type +deprecatedSource={} deprecatedCount
events.v1.EventSeries +count=0
flowcontrol.v1.FlowSchema +metadata={} +spec={} +status={}
flowcontrol.v1.FlowSchemaCondition type status reason message
flowcontrol.v1.FlowSchemaSpec +priorityLevelConfiguration={} +matchingPrecedence=0
flowcontrol.v1.LimitedPriorityLevelConfiguration +nominalConcurrencyShares=null +limitResponse={}
flowcontrol.v1.NonResourcePolicyRule +verbs=null +nonResourceURLs=null
flowcontrol.v1.PolicyRulesWithSubjects +subjects=null
flowcontrol.v1.PriorityLevelConfiguration +metadata={} +spec={} +status={}
flowcontrol.v1.PriorityLevelConfigurationCondition type status reason message
flowcontrol.v1.QueuingConfiguration +queues=0 +handSize=0 +queueLengthLimit=0
flowcontrol.v1.ResourcePolicyRule +verbs=null +apiGroups=null +resources=null clusterScope +namespaces=null
meta.v1.APIGroup +versions=null +preferredVersion={}
meta.v1.APIVersions +versions=null +serverAddressByClientCIDRs=null
meta.v1.Condition observedGeneration
meta.v1.ListMeta selfLink resourceVersion continue
meta.v1.ManagedFieldsEntry manager operation fieldsType subresource
meta.v1.ObjectMeta name generateName namespace selfLink uid resourceVersion generation
meta.v1.Status +metadata={} status message reason code
meta.v1.StatusCause reason message field
meta.v1.StatusDetails name group uid retryAfterSeconds
networking.v1.HTTPIngressPath path +pathType=null +backend={}
networking.v1.HTTPIngressRuleValue +paths=null
networking.v1.IPAddress +metadata={} +spec={}
networking.v1.Ingress +metadata={} +spec={} +status={}
networking.v1.IngressClass +metadata={} +spec={}
networking.v1.IngressClassParametersReference +scope=null
networking.v1.IngressClassSpec controller
networking.v1.IngressLoadBalancerIngress ip hostname
networking.v1.IngressPortStatus +port=0
networking.v1.IngressRule host
networking.v1.IngressServiceBackend +port={}
networking.v1.IngressStatus +loadBalancer={}
networking.v1.IngressTLS secretName
networking.v1.NetworkPolicy +metadata={} +spec={}
networking.v1.NetworkPolicySpec +podSelector={}
networking.v1.ParentReference group resource namespace name
networking.v1.ServiceBackendPort name number
networking.v1.ServiceCIDR +metadata={} +spec={} +status={}
node.v1.RuntimeClass +metadata={}
policy.v1.Eviction +metadata={}
policy.v1.PodDisruptionBudget +metadata={} +spec={} +status={}
policy.v1.PodDisruptionBudgetStatus observedGeneration +disruptionsAllowed=0 +currentHealthy=0 +desiredHealthy=0 +expectedPods=0
rbac.v1.ClusterRole +metadata={} +rules=null
rbac.v1.ClusterRoleBinding +metadata={} +roleRef={}
rbac.v1.PolicyRule +verbs=null
rbac.v1.Role +metadata={} +rules=null
rbac.v1.RoleBinding +metadata={} +roleRef={}
rbac.v1.Subject apiGroup namespace
resource.v1.AllocatedDeviceStatus +conditions=null
resource.v1.AllocationResult +devices={}
resource.v1.CapacityRequestPolicy +default=null
resource.v1.DeviceClaim +requests=null
resource.v1.DeviceClass +metadata={} +spec={}
resource.v1.DeviceSubRequest allocationMode count
resource.v1.DeviceTaint value
resource.v1.DeviceTaintRule +metadata={} +spec={} +status={}
resource.v1.DeviceTaintRuleSpec +taint={}
resource.v1.DeviceToleration key operator value effect
resource.v1.ExactDeviceRequest allocationMode count
resource.v1.NetworkDeviceData interfaceName hardwareAddress
resource.v1.ResourceClaim +metadata={} +spec={} +status={}
resource.v1.ResourceClaimConsumerReference apiGroup
resource.v1.ResourceClaimSpec +devices={}
resource.v1.ResourceClaimTemplate +metadata={} +spec={}
resource.v1.ResourceClaimTemplateSpec +metadata={} +spec={}
resource.v1.ResourcePool +generation=0 +resourceSliceCount=0
resource.v1.ResourceSlice +metadata={} +spec={}
resource.v1.ResourceSliceSpec +pool={}
scheduling.v1.PriorityClass +metadata={} +value=0 globalDefault description
storage.v1.CSIDriver +metadata={} +spec={}
storage.v1.CSINode +metadata={} +spec={} +status={}
storage.v1.CSINodeDriver +topologyKeys=null
storage.v1.CSINodeSpec +drivers=null
storage.v1.CSIStorageCapacity +metadata={}
storage.v1.StorageClass +metadata={}
storage.v1.StorageHealthCondition message
storage.v1.VolumeAttachment +metadata={} +spec={} +status={}
storage.v1.VolumeAttachmentSpec +source={}
storage.v1.VolumeAttachmentStatus +attached=false
storage.v1.VolumeAttributesClass +metadata={}
storage.v1.VolumeError message
storagemigration.v1.StorageVersionMigration +metadata={} +spec={} +status={}
storagemigration.v1.StorageVersionMigrationSpec +resource={}
storagemigration.v1.StorageVersionMigrationStatus resourceVersion
`;

/** What becomes of the fields of a type. */
export interface ZeroFields {
  /** Left out where they are false, 0 or empty text. */
  readonly omitted: ReadonlySet<string>;
  /** There anyway. */
  readonly present: ReadonlyMap<string, unknown>;
}

/** What becomes of the fields of a type of the Kubernetes API, such as `core.v1.PodSpec`; undefined where the type is not known. */
export function zeroFields(type: string): ZeroFields | undefined {
  lines ??= new Map(ZERO_FIELDS.slice(1, -1).split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line]));
  const line = lines.get(type);
  if (line === undefined) return undefined;
  let fields = known.get(type);
  if (fields === undefined) {
    const words = line.split(' ').slice(1);
    const present = words.filter((word) => word.startsWith('+')).map((word): [string, unknown] => {
      const [name, empty] = word.slice(1).split('=');
      return [name, JSON.parse(empty)];
    });
    known.set(type, fields = { omitted: new Set(words.filter((word) => !word.startsWith('+'))), present: new Map(present) });
  }
  return fields;
}

let lines: ReadonlyMap<string, string> | undefined;
const known = new Map<string, ZeroFields>();
