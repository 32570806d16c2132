package main

import (
	corev1 "k8s.io/api/core/v1"
)

// setDefaults does to a pod what the API server does before admission, as far as a check can see it.
func setDefaults(spec *corev1.PodSpec) {
	for i := range spec.Volumes {
		if spec.Volumes[i].VolumeSource == (corev1.VolumeSource{}) {
			spec.Volumes[i].EmptyDir = &corev1.EmptyDirVolumeSource{}
		}
	}
	if spec.SecurityContext == nil {
		spec.SecurityContext = &corev1.PodSecurityContext{}
	}
	if spec.HostNetwork {
		// Ephemeral containers have no ports, and the API server leaves them out here too.
		defaultHostPorts(spec.Containers)
		defaultHostPorts(spec.InitContainers)
	}
}

func defaultHostPorts(containers []corev1.Container) {
	for i := range containers {
		for j := range containers[i].Ports {
			port := &containers[i].Ports[j]
			if port.HostPort == 0 {
				port.HostPort = port.ContainerPort
			}
		}
	}
}
